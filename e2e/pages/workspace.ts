import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import type { SessionDoor } from '../fixtures/session-door.ts';
import type { PageWatch } from '../fixtures/watch-pages.ts';

/** Where a run stands, as the status begins. */
export type RunStatus =
  | 'Idle'
  | 'Connecting'
  | 'Queued'
  | 'Thinking'
  | 'Writing'
  | 'Stopping'
  | 'Stopped'
  | 'Done'
  | 'Failed';

/** The workspace in one person's browser, by the roles and names that people and their tools find things by. */
export class Workspace {
  readonly page: Page;
  readonly watch: PageWatch;

  constructor(page: Page, watch: PageWatch) {
    this.page = page;
    this.watch = watch;
  }

  /** A new playground. */
  async open(): Promise<void> {
    await this.page.goto('/');
    await this.untilReady();
  }

  /** A session by its edit link, or by its view link. */
  async openSession({ sessionId, editToken }: SessionDoor, { mayEdit = true } = {}): Promise<void> {
    await this.page.goto(`/s/${sessionId}${mayEdit ? `#edit=${editToken}` : ''}`);
    await this.untilReady();
  }

  async untilReady(): Promise<void> {
    await expect(this.editor).toBeAttached({ timeout: 20_000 });
    await this.page.waitForFunction(() => window.flint !== undefined);
  }

  get editor(): Locator {
    return this.page.getByRole('textbox', { name: /^Editor/ });
  }

  /** The instruction, and all that is told of the run above it. */
  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Instruction bar' });
  }

  get instruction(): Locator {
    return this.page.getByRole('textbox', { name: 'Instruction' });
  }

  /** Asks the model of this name from the next run on. */
  async chooseModel(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Model:/ }).click();
    await this.page.getByRole('combobox', { name: 'Search models' }).fill(name);
    await this.page.getByRole('option').filter({ hasText: name }).first().click();
    await expect(this.page.getByRole('button', { name: `Model: ${name}`, exact: true })).toBeVisible();
  }

  get status(): Locator {
    return this.page.getByRole('status', { name: 'Run status' });
  }

  get viewers(): Locator {
    return this.page.getByRole('status', { name: 'Viewers' });
  }

  get receipt(): Locator {
    return this.page.getByRole('region', { name: 'Run receipt' });
  }

  get history(): Locator {
    return this.page.getByRole('region', { name: 'History' });
  }

  get preview(): FrameLocator {
    return this.page.frameLocator('iframe[title="Preview"]');
  }

  /** What the program says. */
  get console(): Locator {
    return this.page.getByRole('log', { name: 'Console' });
  }

  /** The card that says what is wrong with the program. */
  get problem(): Locator {
    return this.page.getByRole('region', { name: 'Problem' });
  }

  /** Goes by a name to what can be done, as from the keyboard. */
  async command(name: string): Promise<void> {
    await this.button('Commands').click();
    await this.page.getByRole('combobox', { name: 'Search commands' }).fill(name);
    await this.page.keyboard.press('Enter');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  tab(path: string): Locator {
    return this.page.getByRole('tab', { name: path });
  }

  /** Says it, with Enter: a run, or a redirect while one goes. */
  async say(instruction: string, key: 'Enter' | 'Shift+Enter' = 'Enter'): Promise<void> {
    await this.instruction.fill(instruction);
    await this.instruction.press(key);
  }

  async untilStatus(status: RunStatus, options: { readonly timeout?: number } = {}): Promise<void> {
    await expect(this.status).toHaveText(new RegExp(`^${status}`), options);
  }

  /** The whole text of the open file. */
  text(): Promise<string> {
    return this.page.evaluate(() => window.flint?.text() ?? '');
  }

  sequence(): Promise<number> {
    return this.page.evaluate(() => window.flint?.sequence() ?? 0);
  }

  /** Waits until the open file's text is at least so long. */
  async untilLength(length: number): Promise<void> {
    await this.page.waitForFunction((wanted) => (window.flint?.text().length ?? 0) >= wanted, length);
  }

  async untilSequence(sequence: number): Promise<void> {
    await this.page.waitForFunction((wanted) => (window.flint?.sequence() ?? 0) >= wanted, sequence);
  }

  /** The names on other people's carets, in the open file. */
  caretNames(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('.flint-person')].map((caret) => {
        const { content } = getComputedStyle(caret, '::after');
        return content.slice(1, -1);
      }),
    );
  }

  /** Puts the cursor at the end of a line, counted from 1. */
  async goToLine(line: number): Promise<void> {
    await this.editor.focus();
    await this.editor.press('ControlOrMeta+Home');
    for (let down = 1; down < line; down++) await this.editor.press('ArrowDown');
    await this.editor.press('End');
  }

  async expectText(text: string): Promise<void> {
    await expect.poll(() => this.text()).toBe(text);
  }
}

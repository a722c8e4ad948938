import { expect, test } from '../fixtures/attack.ts';

// A browser with little memory: with much of it, this would take the machine's.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--js-flags=--max-old-space-size=160'] });
  },
});

test('a program that takes all memory loses its own frame and nothing else', async ({ victim }) => {
  test.slow();
  // When a frame's process ends, Playwright takes the page for gone. It is asked past Playwright.
  const session = await victim.page.context().newCDPSession(victim.page);
  const evaluate = async (expression: string) =>
    (await session.send('Runtime.evaluate', { expression })).result.value as unknown;
  await victim.open({
    'index.html': `<h1>Hungry</h1><script>
const kept = [];
setInterval(() => { for (let i = 0; i < 50; i += 1) kept.push(Array.from({ length: 10000 }, (_, index) => ({ index }))); }, 5);
</script>`,
  });
  await expect
    .poll(() => evaluate(`document.body.textContent.includes('did not answer for some seconds')`), { timeout: 60_000 })
    .toBe(true);
  await evaluate(`document.querySelector('[role=textbox][aria-label=Instruction], [aria-label=Instruction]').focus()`);
  await session.send('Input.insertText', { text: 'still here' });
  expect(await evaluate(`document.activeElement.value ?? document.activeElement.textContent`)).toContain('still here');
});

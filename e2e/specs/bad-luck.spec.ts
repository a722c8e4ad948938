import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Fault } from '../model-server/scripted-answer.ts';
import { programOf } from '../model-server/tokens.ts';

test.use({ serverOf: 'bad-luck' });

const program = `${programOf(400).trimEnd()}\n`;
const text = wholeFiles({ 'main.js': program });
const recovered = { text: wholeFiles({ 'main.js': 'const recovered = true;\n' }) };

/** What goes wrong, what people are told, and whether something was written before. */
const faults: readonly (readonly [Fault, RegExp])[] = [
  [{ type: 'unauthorized' }, /The key was refused/],
  [{ type: 'unknown-model' }, /The model is not available/],
  [{ type: 'rate-limited', retryAfterSeconds: 30 }, /Too many requests/],
  [{ type: 'unavailable' }, /The provider is overloaded/],
  [
    { type: 'status', status: 400, body: { error: { message: 'No', type: 'invalid_request_error' } } },
    /did not accept/,
  ],
  [{ type: 'error-event', afterTokens: 120 }, /.+/],
  [{ type: 'failed', afterTokens: 120 }, /.+/],
  [{ type: 'incomplete', afterTokens: 120, reason: 'max_output_tokens' }, /cut at its longest/],
  [{ type: 'incomplete', afterTokens: 120, reason: 'content_filter' }, /The model declined/],
  [{ type: 'socket-cut', afterTokens: 120 }, /The connection broke/],
  [{ type: 'clean-cut', afterTokens: 120 }, /The answer broke off/],
  [{ type: 'malformed-json', afterTokens: 120 }, /The answer broke off/],
  [{ type: 'stall', afterTokens: 120 }, /The answer stopped coming/],
];

for (const [fault, told] of faults) {
  const name = 'reason' in fault ? `${fault.type} (${fault.reason})` : fault.type;
  test(`${name}: it says what happened, keeps what was written, and goes on with the next instruction`, async ({
    author,
    flint,
    models,
  }) => {
    models.script([{ text, fault, tokensPerSecond: 2_000 }, recovered]);
    await author.openSession(await createSession(flint.url, { 'main.js': '' }));
    await author.say('Write it');
    await author.untilStatus('Failed', { timeout: fault.type === 'stall' ? 45_000 : 10_000 });
    const bar = author.page.getByRole('region', { name: 'Instruction bar' });
    await expect(bar.getByRole('paragraph').filter({ hasText: told }).first()).toBeVisible();
    await expect(bar).not.toContainText(/test-key|127\.0\.0\.1|Error:/);

    const kept = await author.text();
    if ('afterTokens' in fault) {
      expect(kept.length).toBeGreaterThan(300);
      expect(program.startsWith(kept.trimEnd())).toBe(true);
    } else expect(kept).toBe('');
    await models.until(([first]) => first?.finishedAtMs != null || first?.closedByClientAtMs != null);

    const again = author.button(/^Try again/);
    if (await again.isVisible()) await again.click();
    else await author.say('Write it again');
    await author.untilStatus('Done');
    await author.expectText('const recovered = true;\n');
  });
}

test('frames and characters cut across packets arrive whole', async ({ author, flint, models }) => {
  const greek = 'const words = "γειά σου 👋 — naïve";\n'.repeat(4);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  for (const splitPackets of ['frames', 'characters'] as const) {
    models.script({ text: wholeFiles({ 'main.js': `// ${splitPackets}\n${greek}` }), splitPackets });
    await author.say(`Write it, split ${splitPackets}`);
    await author.expectText(`// ${splitPackets}\n${greek}`);
    await author.untilStatus('Done');
  }
});

test('an answer of nothing but words changes no file and says the words', async ({ author, flint, models }) => {
  models.script({ text: 'I can only write code, and there is nothing to change here.\n' });
  await author.openSession(await createSession(flint.url, { 'main.js': 'const a = 1;\n' }));
  await author.say('How are you?');
  await author.untilStatus('Done');
  await expect(author.history).toContainText('nothing to change here');
  await author.expectText('const a = 1;\n');
});

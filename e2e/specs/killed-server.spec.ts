import { startFlint } from '../fixtures/flint-server.ts';
import { killServerRepeatedly } from '../fixtures/kill-server.ts';
import { longAnswers } from '../fixtures/long-program.ts';
import { expect, test } from '../fixtures/test.ts';

test('a server that is killed in the middle of a run loses nothing it has acknowledged, and says that the run was interrupted', async ({
  models,
}) => {
  test.setTimeout(120_000);
  models.script(longAnswers);
  const flint = await startFlint({ models: { kind: 'openai', baseUrl: models.baseUrl } });
  try {
    const { backMs, acknowledged } = await killServerRepeatedly(flint, 3);
    expect(acknowledged).toBeGreaterThan(5);
    // Two viewers came back each time. How fast is measured where nothing else runs.
    expect(backMs).toHaveLength(6);
  } finally {
    await flint.stop();
  }
});

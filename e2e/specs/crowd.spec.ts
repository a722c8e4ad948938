import { watchCrowd } from '../benchmarks/sessions/watch-crowd.ts';
import { expect, test } from '../fixtures/test.ts';

test('a hundred who watch one run, and come and go, each have all of it once; some read nothing', async ({
  flint,
  models,
}) => {
  test.slow();
  const report = await watchCrowd({
    flintUrl: flint.url,
    script: (answer) => models.script(answer),
    requests: () => models.requests,
    tokens: 8_000,
    tokensPerSecond: 1_000,
    viewers: 100,
    reconnectsPerSecond: 30,
    idle: 5,
  });
  expect(report).toMatchObject({ faults: [], behind: 0, isTextExact: true });
  expect(report.reconnects).toBeGreaterThan(100);
});

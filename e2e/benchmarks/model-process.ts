import { startChild } from '../fixtures/child-server.ts';
import { inProject } from '../fixtures/project.ts';
import type { RecordedRequest } from '../model-server/recorded-request.ts';
import type { ScriptedAnswer } from '../model-server/scripted-answer.ts';

/** The model server as a process of its own, so that nothing here disturbs its pace. */
export interface ModelProcess {
  /** With `/v1`. */
  readonly baseUrl: string;
  /** What to answer from now on; what was recorded is forgotten. */
  script(script: ScriptedAnswer | readonly ScriptedAnswer[]): Promise<void>;
  requests(): Promise<readonly RecordedRequest[]>;
  /** Asks for the records until something holds of them. */
  until(holds: (requests: readonly RecordedRequest[]) => boolean): Promise<readonly RecordedRequest[]>;
  stop(): Promise<void>;
}

const patienceMs = 20_000;

export async function startModelProcess(): Promise<ModelProcess> {
  const child = startChild([inProject('e2e/model-server/serve.ts'), '--port', '0']);
  const [baseUrl] = await child.untilPrinted(/http:\S+/);
  const control = baseUrl.replace(/\/v1$/, '/control');
  const post = async (door: string, body: unknown) => {
    const response = await fetch(`${control}/${door}`, { method: 'POST', body: JSON.stringify(body) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The model server answered ${response.status} at ${door}.`);
  };
  const model: ModelProcess = {
    baseUrl,
    async script(script) {
      await post('reset', {});
      await post('script', script);
    },
    async requests() {
      return (await (await fetch(`${control}/requests`)).json()) as readonly RecordedRequest[];
    },
    async until(holds) {
      const giveUpAtMs = performance.now() + patienceMs;
      for (;;) {
        const requests = await model.requests();
        if (holds(requests)) return requests;
        if (performance.now() > giveUpAtMs) throw new Error('The model server’s records never came to say so.');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    stop: child.stop,
  };
  return model;
}

import type { SeededRandom } from '../base/seeded-random.ts';
import type { ModelEvent, ModelProvider, ModelRequest } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { SessionState } from '../session/session-state.ts';
import { randomAnswer, randomEvents } from './random-answer.ts';
import { turns } from './uneven-store.ts';

/** A model that answers at random: slowly, in pieces, with faults, and now and then deaf to being stopped for a while. */
export function playModel(
  random: SeededRandom,
  schedule: (delayMs: number, callback: () => void) => unknown,
  stateNow: () => SessionState,
  onAsked: (request: ModelRequest) => void,
) {
  let open = 0;
  let mostOpenAtOnce = 0;

  async function* generate(signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const events = randomEvents(random, randomAnswer(random, stateNow()));
    const failsAt = random.chance(0.15) ? random.integer(events.length) : -1;
    const isDeaf = random.chance(0.2);
    for (const [index, event] of events.entries()) {
      if (random.chance(0.3)) await wait(random.integer(12), isDeaf ? null : signal);
      else await turns(random.integer(4));
      if (signal.aborted && !isDeaf) {
        if (random.chance(0.5)) return;
        throw new DOMException('Aborted', 'AbortError');
      }
      if (index === failsAt) throw new ProviderError(random.pick(['network', 'rate-limit', 'protocol']), 'played');
      yield event;
    }
  }

  function wait(delayMs: number, signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve) => {
      schedule(delayMs, resolve);
      signal?.addEventListener('abort', () => resolve());
    });
  }

  async function* counted(signal: AbortSignal): AsyncGenerator<ModelEvent> {
    open++;
    mostOpenAtOnce = Math.max(mostOpenAtOnce, open);
    let isOpen = true;
    const closed = () => {
      if (isOpen) open--;
      isOpen = false;
    };
    signal.addEventListener('abort', closed);
    try {
      yield* generate(signal);
    } finally {
      closed();
    }
  }

  const provider: ModelProvider = {
    id: 'played',
    name: 'Played',
    generate(request, signal) {
      onAsked(request);
      return counted(signal);
    },
    listModels: () => Promise.resolve([]),
  };
  return {
    provider,
    get mostOpenAtOnce() {
      return mostOpenAtOnce;
    },
  };
}

import type { SeededRandom } from '../base/seeded-random.ts';
import type { ModelEvent } from '../providers/model-provider.ts';
import { presentFiles, type SessionState } from '../session/session-state.ts';

const paths = ['index.html', 'app.js', 'style.css', 'new.js', 'docs/notes.md', '../bad'];

/** An answer about these files as a model might give it, for tests: every form of edit, some of them for places that are not there. */
export function randomAnswer(random: SeededRandom, state: SessionState): string {
  return Array.from({ length: 1 + random.integer(4) }, () => randomPart(random, state)).join('\n');
}

/** The answer in pieces cut anywhere, with what else a provider tells between them. */
export function randomEvents(random: SeededRandom, answer: string): ModelEvent[] {
  const events: ModelEvent[] = [];
  if (random.chance(0.2)) events.push({ type: 'queued', position: 1 });
  if (random.chance(0.5)) events.push({ type: 'accepted' });
  if (random.chance(0.3)) events.push({ type: 'thinking-delta', text: 'hm' });
  for (let from = 0; from < answer.length;) {
    const to = from + 1 + random.integer(14);
    events.push({ type: 'text-delta', text: answer.slice(from, to) });
    from = to;
  }
  if (random.chance(0.5)) events.push({ type: 'usage', outputTokens: answer.length });
  events.push({ type: 'end', reason: random.pick(['complete', 'complete', 'complete', 'length', 'content-filter']) });
  return events;
}

function randomPart(random: SeededRandom, state: SessionState): string {
  const files = presentFiles(state);
  const known = files.length > 0 && random.chance(0.8) ? random.pick(files) : null;
  const path = known?.path ?? random.pick(paths);
  switch (random.integer(10)) {
    case 0:
      return `Some words about ${path}.`;
    case 1:
      return `DELETE ${path}`;
    case 2:
      return `RENAME ${path} -> ${random.pick(paths)}`;
    case 3:
    case 4:
    case 5:
    case 6:
      return `${path}\n\`\`\`\n${randomEdits(random, known?.text.toString() ?? '')}\`\`\``;
    default:
      return `${path}\n\`\`\`\n${rewritten(random, known?.text.toString() ?? '')}\`\`\``;
  }
}

function randomEdits(random: SeededRandom, text: string): string {
  const lines = text.split('\n');
  return Array.from({ length: 1 + random.integer(3) }, () => {
    const from = random.integer(lines.length);
    const search = random.chance(0.85) ? lines.slice(from, from + 1 + random.integer(3)).join('\n') : 'not there';
    return `<<<<<<< SEARCH\n${search}\n=======\n${rewritten(random, `${search}\n`)}>>>>>>> REPLACE\n`;
  }).join('');
}

/** The text with some lines changed, some left out and some new ones. */
function rewritten(random: SeededRandom, text: string): string {
  const lines = text.split('\n').flatMap((line) => {
    if (random.chance(0.15)) return [];
    if (random.chance(0.2)) return [modelLine(random)];
    return random.chance(0.15) ? [line, modelLine(random)] : [line];
  });
  if (lines.length < 3) lines.push(modelLine(random), modelLine(random));
  return `${lines.join('\n')}\n`.replace(/\n+$/, '\n');
}

function modelLine(random: SeededRandom): string {
  return `let ${random.pick(['a', 'b', 'c'])}${random.integer(99)} = '${random.pick(['', 'x', '😀', 'twice twice'])}';`;
}

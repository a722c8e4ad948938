import { readFrames } from '../fixtures/session-door.ts';

/** The upstream asked directly, over Responses: when each piece of text was read, and the whole text. */
export interface DirectStream {
  readonly text: string;
  readonly pieces: readonly { readonly receivedAtMs: number; readonly lengthAfter: number }[];
}

export async function readDirectly(baseUrl: string, instruction: string): Promise<DirectStream> {
  const response = await fetch(`${baseUrl}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer test-key' },
    body: JSON.stringify({ model: 'flint-fast-test', stream: true, input: instruction }),
  });
  if (!response.ok || !response.body) throw new Error(`The model server answered ${response.status}.`);
  const texts: string[] = [];
  const pieces: { receivedAtMs: number; lengthAfter: number }[] = [];
  let length = 0;
  await readFrames(response.body, ({ event, data, receivedAtMs }) => {
    if (event !== 'response.output_text.delta') return;
    const { delta } = JSON.parse(data) as { readonly delta: string };
    texts.push(delta);
    length += delta.length;
    pieces.push({ receivedAtMs, lengthAfter: length });
  });
  return { text: texts.join(''), pieces };
}

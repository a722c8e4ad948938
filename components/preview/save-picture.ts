import { words } from '../words.ts';
import type { OpenSession } from '../workspace/session-context.tsx';

/** Saves a picture of the program as a file, or says why there is none. */
export async function savePicture({ client, preview }: Pick<OpenSession, 'client' | 'preview'>): Promise<void> {
  const picture = await preview.takePicture();
  if (picture.png === null) {
    const text = picture.reason === 'shut' ? words.program.pictureShut : words.program.pictureFailed;
    client.notify({ tone: 'info', text });
    return;
  }
  const address = URL.createObjectURL(new Blob([picture.png], { type: 'image/png' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileName(client.view.getState().title)}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function fileName(title: string): string {
  const kept = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return kept === '' ? 'flint' : kept;
}

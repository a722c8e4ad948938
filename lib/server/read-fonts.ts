import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Fonts = Readonly<Record<'regular' | 'bold' | 'mono', Buffer>>;

let fonts: Promise<Fonts> | undefined;

/** Flint's own letters, for pictures that the server draws. Read once. */
export function readFonts(): Promise<Fonts> {
  return (fonts ??= readAll());
}

async function readAll(): Promise<Fonts> {
  const read = (path: string) => readFile(join(process.cwd(), 'node_modules/geist/dist/fonts', path));
  const [regular, bold, mono] = await Promise.all([
    read('geist-sans/Geist-Regular.ttf'),
    read('geist-sans/Geist-SemiBold.ttf'),
    read('geist-mono/GeistMono-Regular.ttf'),
  ]);
  return { regular, bold, mono };
}

/** A file that a person brought, by the path that it has among those brought with it. */
export interface BroughtFile {
  readonly path: string;
  readonly file: File;
}

/** Folders that belong to a project, and whose content is somebody else's. */
const notOwn = /(?:^|\/)(?:node_modules|\.git|\.next|\.DS_Store|__MACOSX)(?:\/|$)/;
/** More than a session holds, so that whoever drops a whole disk is told so soon. */
const mostFiles = 1_000;

/** What was dropped, with what is in its folders. Must be called while the drop is being told of; read it any time later. */
export function readDrop(items: DataTransferItemList): Promise<readonly BroughtFile[]> {
  const entries: FileSystemEntry[] = [];
  const brought: BroughtFile[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    // What comes from elsewhere than a disk has no entry there.
    else if (file) brought.push({ path: file.name, file });
  }
  return (async () => {
    const waiting = [...entries];
    for (let entry = waiting.shift(); entry && brought.length < mostFiles; entry = waiting.shift()) {
      const path = entry.fullPath.replace(/^\/+/, '');
      if (notOwn.test(path)) continue;
      if (entry.isFile) brought.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      else if (entry.isDirectory) waiting.push(...(await listFolder(entry as FileSystemDirectoryEntry)));
    }
    return withoutSharedFolder(brought);
  })();
}

/** The texts among the files, and the paths of those that are none. */
export async function readTexts(
  brought: readonly BroughtFile[],
): Promise<{ readonly texts: Readonly<Record<string, string>>; readonly leftOut: readonly string[] }> {
  const texts: [string, string][] = [];
  const leftOut: string[] = [];
  for (const { path, file } of brought) {
    const text = await readText(file);
    if (text === null) leftOut.push(path);
    else texts.push([path, text]);
  }
  return { texts: Object.fromEntries(texts), leftOut };
}

async function readText(file: File): Promise<string | null> {
  // A session takes none that are larger.
  if (file.size > 512 * 1024) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** One folder dropped is the project, not a part of it. */
function withoutSharedFolder(brought: readonly BroughtFile[]): readonly BroughtFile[] {
  const top = /^[^/]+\//.exec(brought[0]?.path ?? '')?.[0];
  if (top === undefined || !brought.every(({ path }) => path.startsWith(top))) return brought;
  return brought.map(({ path, file }) => ({ path: path.slice(top.length), file }));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A folder gives about a hundred at a time, and nothing at its end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > mostFiles) return all;
    all.push(...some);
  }
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { highlight } from '../../../components/editor/highlight.ts';
import { StaticCode } from '../../../components/editor/static-code.tsx';
import { FileLinks } from '../../../components/files/file-links.tsx';
import { findStarter } from '../../../components/starters/starter-list.ts';
import { Playground } from '../../../components/workspace/playground.tsx';
import { readStarterFiles } from '../../../lib/server/read-starter-files.ts';

interface PageProps {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: Promise<{ readonly file?: string | readonly string[] }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const starter = findStarter((await params).name);
  return starter ? { title: starter.title, description: starter.says } : {};
}

/** A starter as a draft: it runs, and becomes a session with the first edit or instruction. `?file=` opens a file of it. */
export default async function StarterPage({ params, searchParams }: PageProps) {
  const starter = findStarter((await params).name);
  if (!starter) notFound();
  const asked = (await searchParams).file;
  const openPath = starter.files.find((path) => path === asked) ?? starter.files[0];
  const files = await readStarterFiles(starter.name, starter.files);
  const text = files.find(({ path }) => path === openPath)?.text ?? '';
  return (
    <Playground
      opening={{ kind: 'draft', title: starter.title, files, ideas: starter.ideas }}
      openPath={openPath}
      firstCode={
        <>
          <FileLinks paths={starter.files} openPath={openPath} at={null} />
          <StaticCode code={await highlight(openPath, text)} path={openPath} />
        </>
      }
    />
  );
}

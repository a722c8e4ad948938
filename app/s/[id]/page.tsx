import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { describeSession } from '../../../components/card/describe-session.ts';
import { highlight } from '../../../components/editor/highlight.ts';
import { StaticCode } from '../../../components/editor/static-code.tsx';
import { FileLinks } from '../../../components/files/file-links.tsx';
import { firstFile } from '../../../components/workspace/desk.ts';
import { Playground } from '../../../components/workspace/playground.tsx';
import { words } from '../../../components/words.ts';
import { readMomentForPage, readSessionForPage } from '../../../lib/server/read-session.ts';
import { readPublicOrigin } from '../../../lib/server/read-public-origin.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{
    readonly at?: string | readonly string[];
    readonly file?: string | readonly string[];
  }>;
}

const readSession = cache(readSessionForPage);
const readMoment = cache(readMomentForPage);

/** The moment that the address names; null when it names none, or one that never was. */
async function readPast(id: string, at: string | readonly string[] | undefined) {
  return typeof at === 'string' && /^\d{1,15}$/.test(at) ? readMoment(id, Number(at)) : null;
}

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { id } = await params;
  const session = await readSession(id);
  const robots = { index: false, follow: false };
  if (!session) return { title: words.untitled, robots };
  const past = await readPast(id, (await searchParams).at);
  const { title, description } = describeSession(past ?? session.snapshot);
  const origin = await readPublicOrigin(await headers());
  const url = `${origin}/s/${id}${past ? `?at=${past.sequence}` : ''}`;
  const card = `${origin}/s/${id}/card?at=${(past ?? session.snapshot).sequence}`;
  const images = [{ url: card, width: 1_200, height: 630 }];
  return {
    title,
    description,
    robots,
    openGraph: { type: 'website', siteName: words.name, title, description, url, images },
    twitter: { card: 'summary_large_image', title, description, images },
  };
}

/**
 * A session at its own address, for its author and for everybody who has the link; `?at=` shows a moment of its past,
 * `?file=` opens a file of it.
 */
export default async function SessionPage({ params, searchParams }: PageProps) {
  const { id } = await params;
  const { at, file: path } = await searchParams;
  const session = await readSession(id);
  if (!session) notFound();
  const { snapshot } = session;
  const past = await readPast(id, at);
  const files = (past ?? snapshot).files.filter((file) => !file.isDeleted);
  const first = firstFile(files, typeof path === 'string' ? path : undefined);
  return (
    <Playground
      opening={{ kind: 'existing', sessionId: id, snapshot, past }}
      {...(first ? { openPath: first.path } : {})}
      firstCode={
        first ? (
          <>
            <FileLinks paths={files.map((file) => file.path)} openPath={first.path} at={past?.sequence ?? null} />
            <StaticCode code={await highlight(first.path, first.text)} path={first.path} />
          </>
        ) : null
      }
    />
  );
}

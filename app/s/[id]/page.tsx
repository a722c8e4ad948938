import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { highlight } from '../../../components/editor/highlight.ts';
import { StaticCode } from '../../../components/editor/static-code.tsx';
import { Playground } from '../../../components/workspace/playground.tsx';
import { words } from '../../../components/words.ts';
import { readMomentForPage, readSessionForPage } from '../../../lib/server/read-session.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly at?: string | readonly string[] }>;
}

const readSession = cache(readSessionForPage);

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { id } = await params;
  const session = await readSession(id);
  return { title: session?.snapshot.title || words.untitled, robots: { index: false, follow: false } };
}

/** A session at its own address, for its author and for everybody who has the link; `?at=` shows a moment of its past. */
export default async function SessionPage({ params, searchParams }: PageProps) {
  const { id } = await params;
  const { at } = await searchParams;
  const session = await readSession(id);
  if (!session) notFound();
  const { snapshot } = session;
  const past = typeof at === 'string' && /^\d{1,15}$/.test(at) ? await readMomentForPage(id, Number(at)) : null;
  const files = (past ?? snapshot).files.filter((file) => !file.isDeleted);
  const first = files.find((file) => file.path === 'index.html') ?? files[0];
  return (
    <Playground
      opening={{ kind: 'existing', sessionId: id, snapshot, past }}
      firstCode={first ? <StaticCode code={await highlight(first.path, first.text)} path={first.path} /> : null}
    />
  );
}

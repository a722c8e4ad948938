import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Alone } from '../../../../components/alone/alone.tsx';
import { words } from '../../../../components/words.ts';
import { readSessionForPage } from '../../../../lib/server/read-session.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

const readSession = cache(readSessionForPage);

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const session = await readSession((await params).id);
  return { title: session?.snapshot.title || words.untitled, robots: { index: false, follow: false } };
}

/** A session's program alone, for everybody who has the link. */
export default async function ProgramPage({ params }: PageProps) {
  const { id } = await params;
  const session = await readSession(id);
  if (!session) notFound();
  return <Alone sessionId={id} snapshot={session.snapshot} />;
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { highlight } from '../../../components/editor/highlight.ts';
import { StaticCode } from '../../../components/editor/static-code.tsx';
import { Embed } from '../../../components/embed/embed.tsx';
import { words } from '../../../components/words.ts';
import { readSessionAt } from '../../../lib/server/read-embed.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: words.embed.title, robots: { index: false, follow: false } };

/** A session within somebody else's page: `show=code|preview|both`, `at=<moment>`, `theme=light|dark`. */
export default async function EmbedPage({ params, searchParams }: PageProps) {
  const { id } = await params;
  const { show, at, theme } = await searchParams;
  const moment = typeof at === 'string' ? at : null;
  const snapshot = await readSessionAt(id, moment);
  if (!snapshot) notFound();
  const files = snapshot.files.filter((file) => !file.isDeleted);
  const first = files.find((file) => file.path === 'index.html') ?? files[0];
  const shown = show === 'code' || show === 'preview' ? show : 'both';
  return (
    <>
      {theme === 'light' || theme === 'dark' ? (
        <script dangerouslySetInnerHTML={{ __html: `document.documentElement.dataset.theme='${theme}'` }} />
      ) : null}
      <Embed
        sessionId={id}
        snapshot={snapshot}
        at={moment === null ? null : snapshot.sequence}
        show={shown}
        firstCode={
          first && shown !== 'preview' ? (
            <StaticCode code={await highlight(first.path, first.text)} path={first.path} />
          ) : null
        }
      />
    </>
  );
}

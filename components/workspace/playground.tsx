'use client';

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { createSessionClient } from '../../lib/live/create-session-client.ts';
import { createReplay, type Replay } from '../../lib/live/replay.ts';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { createRunControls } from '../instruction-bar/run-controls.ts';
import { keepDraft } from '../instruction-bar/keep-draft.ts';
import { accessCode } from '../models/model-choice.ts';
import { keysHeader } from '../models/own-keys.ts';
import { ownName } from '../people/own-name.ts';
import { noPreview } from '../preview/preview-handle.ts';
import { createProblemStore } from '../preview/problem-store.ts';
import { keepIdeas, readIdeas } from '../starters/ideas.ts';
import { followMoment } from '../replay/follow-moment.ts';
import { openAtAddress, tellMoment } from '../replay/moment-address.ts';
import { createDesk } from './desk.ts';
import { forgetEditToken, keepEditToken, otherEditToken, readEditToken, takeEditLinks } from './edit-token.ts';
import { offerFlintHandle } from './flint-handle.ts';
import { keepUnsent, takeUnsent } from './keep-unsent.ts';
import { SessionProvider } from './session-context.tsx';
import type { OpenSession } from './session-context.tsx';
import { createStillClient } from './still-client.ts';
import type { PageOpening } from './still-client.ts';
import { Workspace } from './workspace.tsx';

interface PlaygroundProps {
  readonly opening: PageOpening;
  /** The path of the file that is open at first. */
  readonly openPath?: string;
  /** The open file's code as the server drew it. */
  readonly firstCode: ReactNode;
}

/** A session open in this page. */
export function Playground({ opening, openPath, firstCode }: PlaygroundProps) {
  const [session, setSession] = useState(() => openOn(createStillClient(opening), null, openPath));

  useEffect(() => {
    const client = createSessionClient({
      opening:
        opening.kind === 'draft'
          ? { kind: 'draft', title: opening.title ?? '', files: opening.files }
          : { ...opening, editToken: readEditToken(opening.sessionId), unsent: takeUnsent(opening.sessionId) },
      name: ownName.getState(),
      accessCode,
      providerKeys: keysHeader,
      onSession({ sessionId, editToken }) {
        keepEditToken(sessionId, editToken);
        if (opening.kind === 'draft' && opening.ideas) keepIdeas(sessionId, opening.ideas);
      },
      onWithdrawn: () => withSessionId(client, forgetEditToken),
      keptToken: (refused) => withSessionId(client, (id) => otherEditToken(id, refused)) ?? null,
    });
    const { client: shown, replay } = createReplay({ live: client });
    const live = openOn(shown, replay, openPath, ideasFor(opening));
    openAtAddress(replay, opening);
    const ends = [
      markRights(client),
      keepDraft(live),
      keepUnsent(client),
      followAddress(client),
      tellMoment(live),
      followMoment(live),
      takeEditLinks(),
      offerFlintHandle(live),
      ownName.subscribe((name) => client.callMyself(name)),
    ];
    setSession(live);
    return () => {
      for (const end of ends) end();
      shown.close();
    };
  }, [opening, openPath]);

  return (
    <SessionProvider value={session}>
      <Workspace firstCode={firstCode} />
    </SessionProvider>
  );
}

function openOn(
  client: SessionClient,
  replay: Replay | null,
  openPath?: string,
  ideas: readonly string[] | null = null,
): OpenSession {
  const desk = createDesk(client.view.getState().files, openPath);
  return {
    client,
    desk,
    isLive: replay !== null,
    replay,
    ideas,
    controls: createRunControls(client, desk),
    problems: createProblemStore(),
    preview: noPreview(),
    editor: { current: null },
  };
}

/** What a starter suggests, for the draft of it and for the session that it became. */
function ideasFor(opening: PageOpening): readonly string[] | null {
  return opening.kind === 'draft' ? (opening.ideas ?? null) : readIdeas(opening.sessionId);
}

function withSessionId<Result>(client: SessionClient, ask: (sessionId: string) => Result): Result | undefined {
  const { sessionId } = client.view.getState();
  return sessionId === null ? undefined : ask(sessionId);
}

/** What `beforePaint` said of the right to edit goes along with the session that is open. */
function markRights(client: SessionClient): () => void {
  const mark = (canEdit: boolean) => {
    document.documentElement.dataset['edit'] = canEdit ? 'yes' : 'no';
  };
  mark(client.view.getState().canEdit);
  return client.view.subscribe(({ canEdit }, before) => {
    if (canEdit !== before.canEdit) mark(canEdit);
  });
}

/** Once a draft has become a session, the page stands at the session's address. */
function followAddress(client: SessionClient): () => void {
  return client.view.subscribe(({ sessionId }, before) => {
    if (sessionId !== null && sessionId !== before.sessionId)
      history.replaceState(history.state, '', `/s/${sessionId}`);
  });
}

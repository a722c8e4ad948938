'use client';

import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { accessCode, refuseAccessCode } from '../models/model-choice.ts';
import { words } from '../words.ts';
import { keepEditToken } from '../workspace/edit-token.ts';
import { cardAfterKey } from './grid-place.ts';
import { keepIdeas } from './ideas.ts';
import { matchStarters, searchAddress, type StarterSearch } from './match-starters.ts';
import { openStarter } from './open-starter.ts';
import { StarterCard } from './starter-card.tsx';
import { StarterFilter } from './starter-filter.tsx';
import { type Starter, starters } from './starter-list.ts';
import { StarterRefusal } from './starter-refusal.tsx';
import './starters.css';

const say = words.starters;

/** Why a starter did not become a session. */
interface Refused {
  readonly starter: Starter;
  readonly text: string;
}

/** All starters, to look through, and one click makes a session of one. */
export function StarterGallery({ first }: { readonly first: StarterSearch }) {
  const [search, setSearch] = useState(first);
  const [opening, setOpening] = useState<Starter | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const found = matchStarters(starters, search, say.kinds);

  useEffect(() => {
    // A page that the browser kept while the session was looked at.
    const forget = () => setOpening(null);
    window.addEventListener('pageshow', forget);
    return () => window.removeEventListener('pageshow', forget);
  }, []);

  function look(next: StarterSearch): void {
    setSearch(next);
    // Who comes back from a starter finds what they looked for.
    history.replaceState(history.state, '', searchAddress(next));
  }

  async function open(starter: Starter): Promise<void> {
    if (opening !== null) return;
    setOpening(starter);
    setRefused(null);
    const outcome = await openStarter(starter, accessCode());
    if (outcome.status === 'done') {
      keepEditToken(outcome.sessionId, outcome.editToken);
      keepIdeas(outcome.sessionId, starter.ideas);
      window.location.assign(`/s/${outcome.sessionId}`);
      return;
    }
    setOpening(null);
    if (outcome.code === 'access-code-needed') refuseAccessCode();
    setRefused({ starter, text: outcome.text });
  }

  function goToCard(event: KeyboardEvent<HTMLUListElement>): void {
    const cards = [...event.currentTarget.querySelectorAll('a')];
    const places = cards.map((card) => card.getBoundingClientRect());
    const next = cardAfterKey(
      places,
      cards.findIndex((card) => card === event.target),
      event.key,
    );
    if (next === null) return;
    event.preventDefault();
    cards[next]?.focus();
  }

  return (
    <>
      <StarterFilter search={search} onSearch={look} onDown={() => list.current?.querySelector('a')?.focus()} />
      <p role="status" className="sr-only">
        {say.found(found.length, starters.length)}
      </p>
      <ul ref={list} aria-label={say.title} onKeyDown={goToCard} className="starter-grid">
        {found.map((starter, index) => (
          <StarterCard
            key={starter.name}
            starter={starter}
            isOpening={opening === starter}
            isFirst={index < 8}
            onOpen={(chosen) => void open(chosen)}
          />
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="py-16 text-center text-14 text-muted">
          {say.none}{' '}
          <a
            href="/starters"
            className="text-text underline decoration-line-strong underline-offset-2"
            onClick={(event) => {
              event.preventDefault();
              look({ kind: null, text: '' });
            }}
          >
            {say.showAll}
          </a>
        </p>
      ) : null}
      {refused ? (
        <StarterRefusal
          starter={refused.starter}
          text={refused.text}
          onAgain={() => void open(refused.starter)}
          onDismiss={() => setRefused(null)}
        />
      ) : null}
    </>
  );
}

'use client';

import { useEffect, useRef } from 'react';
import { words } from '../words.ts';
import { searchAddress, type StarterSearch } from './match-starters.ts';
import { type StarterKind, starterKinds } from './starter-list.ts';

const say = words.starters;

interface StarterFilterProps {
  readonly search: StarterSearch;
  readonly onSearch: (search: StarterSearch) => void;
  /** From the field down to what was found. */
  readonly onDown: () => void;
}

/** A field and the kinds. Both are links and a form as well, so that they work without a script. */
export function StarterFilter({ search, onSearch, onDown }: StarterFilterProps) {
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const goToField = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || document.activeElement === field.current) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', goToField);
    return () => window.removeEventListener('keydown', goToField);
  }, []);

  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 pb-5">
      <nav
        aria-label={say.kind}
        className="-mx-4 flex max-w-[100vw] gap-1 overflow-x-auto px-4 py-1 [scrollbar-width:none]"
      >
        <KindLink kind={null} label={say.all} search={search} onSearch={onSearch} />
        {starterKinds.map((kind) => (
          <KindLink key={kind} kind={kind} label={say.kinds[kind]} search={search} onSearch={onSearch} />
        ))}
      </nav>
      <form
        role="search"
        action="/starters"
        onSubmit={(event) => {
          event.preventDefault();
          onDown();
        }}
        className="w-full sm:w-64"
      >
        {search.kind === null ? null : <input type="hidden" name="kind" value={search.kind} />}
        <input
          ref={field}
          type="search"
          name="q"
          autoComplete="off"
          aria-label={say.search}
          aria-keyshortcuts="/"
          placeholder={say.search}
          value={search.text}
          onChange={(event) => onSearch({ ...search, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && search.text !== '') onSearch({ ...search, text: '' });
            else if (event.key === 'ArrowDown') onDown();
            else return;
            event.preventDefault();
          }}
          className="h-8 w-full rounded-md border border-line-strong bg-transparent px-3 text-13 placeholder:text-faint pointer-coarse:h-10 pointer-coarse:text-[1rem]"
        />
      </form>
    </div>
  );
}

interface KindLinkProps extends Omit<StarterFilterProps, 'onDown'> {
  readonly kind: StarterKind | null;
  readonly label: string;
}

function KindLink({ kind, label, search, onSearch }: KindLinkProps) {
  return (
    <a
      href={searchAddress({ ...search, kind })}
      aria-current={search.kind === kind ? 'true' : undefined}
      onClick={(event) => {
        event.preventDefault();
        onSearch({ ...search, kind });
      }}
      className="flex h-7 shrink-0 items-center rounded-full px-3 text-13 font-medium text-muted hover:bg-hover hover:text-text aria-[current]:bg-text aria-[current]:text-bg pointer-coarse:h-9"
    >
      {label}
    </a>
  );
}

'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { factsOf, speedOf } from './describe-model.ts';
import { byProvider, matchModels } from './match-models.ts';
import { chooseModel, loadModels, modelChoice, usualModel } from './model-choice.ts';
import { ModelRow } from './model-row.tsx';
import { ownKeys } from './own-keys.ts';

const say = words.models.pick;

/** All models that can be asked, to be searched. The field keeps the focus; the keys go through the list. */
export function ModelPicker() {
  const { desk } = useSession();
  const { offered, chosen } = useStore(modelChoice);
  const usual = useStore(modelChoice, usualModel);
  const keys = useStore(ownKeys, (state) => state.keys);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const listId = useId();
  const groups = byProvider(matchModels(offered, search));
  const isSearched = search.trim() !== '';
  /** In the order in which they are drawn; null is the lane's own. */
  const choices = [...(isSearched ? [] : [null]), ...groups.flatMap(([, models]) => models.map(({ id }) => id))];
  const place = Math.min(at ?? (isSearched ? 0 : Math.max(0, choices.indexOf(chosen))), choices.length - 1);
  const isPointedAt = useRef(false);
  const pointedAt = choices[place];
  const idOf = (choice: string | null) => `${listId}-${choice ?? 'automatic'}`;
  const atId = pointedAt === undefined ? undefined : idOf(pointedAt);

  useEffect(() => {
    void loadModels();
  }, []);

  // Not under a pointer, which would then stand on another row.
  useEffect(() => {
    if (atId !== undefined && !isPointedAt.current) document.getElementById(atId)?.scrollIntoView({ block: 'nearest' });
  }, [atId, search]);

  function choose(choice: string | null | undefined): void {
    if (choice === undefined) return;
    chooseModel(choice);
    desk.setState({ dialog: null });
  }

  const optionFor = (choice: string | null) => ({
    id: idOf(choice),
    isAt: choice === pointedAt,
    isChosen: choice === chosen,
    onChoose: () => choose(choice),
    onPoint: () => {
      isPointedAt.current = true;
      setAt(choices.indexOf(choice));
    },
  });

  return (
    <>
      <input
        autoFocus
        role="combobox"
        aria-label={say.search}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={atId}
        placeholder={say.search}
        value={search}
        spellCheck={false}
        onChange={(event) => {
          isPointedAt.current = false;
          setSearch(event.target.value);
          setAt(null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const next = afterKey(event.key, place, choices.length);
          if (event.key === 'Enter') choose(pointedAt);
          else if (next !== null) {
            isPointedAt.current = false;
            setAt(next);
          } else return;
          event.preventDefault();
        }}
        className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-14 outline-none placeholder:text-faint pointer-coarse:text-[1rem]"
      />
      <div id={listId} role="listbox" aria-label={say.title} className="min-h-0 overflow-y-auto p-1.5">
        {isSearched ? null : <ModelRow {...optionFor(null)} name={say.automatic} facts={[say.automaticHint(usual)]} />}
        {groups.map(([provider, models]) => (
          <div key={provider} role="group" aria-labelledby={`${listId}-${provider}`}>
            <p id={`${listId}-${provider}`} className="px-2.5 pt-3 pb-1 text-12 font-medium text-faint">
              {headingOf(provider, models[0]?.providerName ?? provider, provider in keys)}
            </p>
            {models.map((model) => (
              <ModelRow
                key={model.id}
                {...optionFor(model.id)}
                name={model.name}
                facts={factsOf(model)}
                speed={speedOf(model)}
                isFaint={model.traits?.isRefused === true || model.traits?.lanes.length === 0}
              />
            ))}
          </div>
        ))}
        {choices.length === 0 ? <p className="px-2.5 py-2 text-13 text-faint">{say.none}</p> : null}
      </div>
      <Silent />
      <footer className="flex shrink-0 items-center justify-between gap-3 border-t border-line px-4 py-2">
        <p className="text-12 text-faint">{say.speedsHint}</p>
        <Button size="small" onClick={() => desk.setState({ dialog: 'keys' })}>
          {words.models.keys.title}
        </Button>
      </footer>
    </>
  );
}

/** Providers whose models are missing, and why. */
function Silent() {
  const unreachable = useStore(modelChoice, (choice) => choice.unreachable);
  const [isLooking, setLooking] = useState(false);
  if (unreachable.length === 0) return null;
  const names: Readonly<Record<string, string>> = words.models.keys.names;
  return (
    <div role="status" className="flex shrink-0 items-center justify-between gap-3 border-t border-line px-4 py-2">
      <p className="text-12 text-muted">
        {unreachable.map(({ provider, kind }) => troubleOf(kind)(names[provider] ?? provider)).join(' ')}
      </p>
      <Button
        size="small"
        look="quiet"
        disabled={isLooking}
        onClick={() => {
          setLooking(true);
          void loadModels().then(() => setLooking(false));
        }}
      >
        <Icon name="reload" />
        {say.again}
      </Button>
    </div>
  );
}

function troubleOf(kind: string): (provider: string) => string {
  if (kind === 'auth') return say.refusedKey;
  return kind === 'not-allowed' ? say.notAllowed : say.silent;
}

function headingOf(provider: string, name: string, isOnOwnKey: boolean): string {
  if (provider === 'demo') return words.models.demo;
  return isOnOwnKey ? say.onOwnKey(name) : name;
}

/** Where a key leads in a list of so many; null where it is not one that moves. */
function afterKey(key: string, place: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (place + 1) % count;
  if (key === 'ArrowUp') return (place - 1 + count) % count;
  if (key === 'PageDown') return Math.min(place + 8, count - 1);
  if (key === 'PageUp') return Math.max(place - 8, 0);
  return null;
}

'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { limits } from '../../lib/session/limits.ts';
import { speedOf } from '../models/describe-model.ts';
import { matchModels } from '../models/match-models.ts';
import { modelChoice } from '../models/model-choice.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Switch } from '../ui/switch.tsx';
import { words } from '../words.ts';
import { raceChoice, readRaceModels, toggleRacer } from './race-choice.ts';
import { listenToRaceAsked } from './ask-for-race.ts';

const say = words.race;

/** More than these are easier found by their name. */
const mostWithoutSearch = 8;

/** Whether the next instruction goes to several models at once, and to which. */
export function ChooseRacers() {
  const { isOn, models } = useStore(raceChoice);
  const offered = useStore(modelChoice, (choice) => choice.offered);
  const [isOpen, setIsOpen] = useState(false);
  const [search, setSearch] = useState('');
  const found = matchModels(offered, search);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const canRace = models.length >= limits.fewestRacers;

  /** Who opens this wants to race; the switch says when not. */
  const open = () => {
    setIsOpen(true);
    raceChoice.setState((now) => ({ isOn: now.models.length >= limits.fewestRacers }));
  };

  useEffect(() => {
    if (offered.length > 0) readRaceModels(offered);
  }, [offered]);
  useEffect(
    () =>
      listenToRaceAsked(() => {
        open();
        root.current?.querySelector('button')?.focus();
      }),
    [],
  );
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setIsOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    return () => window.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);

  return (
    <div
      ref={root}
      className="relative shrink-0"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        setIsOpen(false);
        root.current?.querySelector('button')?.focus();
      }}
    >
      <Button
        size="small"
        look={isOn ? 'plain' : 'quiet'}
        aria-expanded={isOpen}
        aria-controls={id}
        title={say.hint}
        onClick={() => (isOpen ? setIsOpen(false) : open())}
      >
        {isOn ? say.chosen(models.length) : say.name}
        <Icon name="down" className={`-mr-1 ${isOpen ? '' : 'rotate-180'}`} />
      </Button>
      <div
        id={id}
        hidden={!isOpen}
        role="group"
        aria-label={say.name}
        className="absolute right-0 bottom-full z-20 mb-2 flex w-[min(20rem,calc(100vw-1.5rem))] flex-col gap-2 rounded-lg border border-line-strong bg-raised p-3 text-13 [&[hidden]]:hidden"
        style={{ boxShadow: 'var(--shadow)' }}
      >
        {offered.length < limits.fewestRacers ? (
          <p className="text-muted">{say.needsTwo(offered.length)}</p>
        ) : (
          <>
            <div className="flex items-center justify-between gap-3">
              <p className="min-w-0 text-12 text-muted">{say.hint}</p>
              <span className="shrink-0 whitespace-nowrap">
                <Switch
                  label={say.next}
                  isOn={isOn}
                  onChange={(next) => raceChoice.setState({ isOn: next && canRace })}
                />
              </span>
            </div>
            {offered.length > mostWithoutSearch ? (
              <input
                type="search"
                aria-label={words.models.pick.search}
                placeholder={words.models.pick.search}
                value={search}
                spellCheck={false}
                onChange={(event) => setSearch(event.target.value)}
                className="h-8 w-full rounded-md border border-line-strong bg-bg px-2 text-13 pointer-coarse:h-10 pointer-coarse:text-[1rem]"
              />
            ) : null}
            <fieldset className="-mx-1 flex max-h-[min(16rem,40dvh)] flex-col overflow-y-auto">
              <legend className="sr-only">{say.models}</legend>
              {found.map((model) => {
                const isIn = models.includes(model.id);
                const isFull = !isIn && models.length >= limits.mostRacers;
                const speed = speedOf(model);
                return (
                  <label
                    key={model.id}
                    className={`flex min-h-7 shrink-0 cursor-pointer items-center gap-2 rounded px-1 pointer-coarse:min-h-10 ${isFull ? 'text-faint' : 'hover:bg-hover'}`}
                  >
                    <input
                      type="checkbox"
                      checked={isIn}
                      disabled={isFull}
                      onChange={() => {
                        toggleRacer(model.id);
                        if (!isIn) raceChoice.setState((now) => ({ isOn: now.models.length >= limits.fewestRacers }));
                      }}
                      className="accent-[var(--text)]"
                    />
                    <span className="flex min-w-0 flex-1 flex-col py-0.5">
                      <span className="truncate">{model.name}</span>
                      <span className="numbers truncate text-12 text-faint" title={speed.title}>
                        {speed.text === '' ? model.providerName : `${model.providerName} · ${speed.text}`}
                      </span>
                    </span>
                  </label>
                );
              })}
              {found.length === 0 ? <p className="px-1 text-faint">{words.models.pick.none}</p> : null}
            </fieldset>
            <p role="status" className="text-12 text-muted">
              {canRace ? say.ready(models.length) : say.pickMore}
            </p>
          </>
        )}
      </div>
    </div>
  );
}

'use client';

import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { raceOn } from '../../lib/live/race-view.ts';
import { describeRace } from '../race/describe-racer.ts';
import { describeRun } from '../run/describe-run.ts';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { BarButtons } from './bar-buttons.tsx';
import { instructionFieldId } from './focus-instruction.ts';
import { isAskingToKeep } from './is-asking-to-keep.ts';
import { readKey } from './read-key.ts';
import { instructionsOf, stepRecall } from './recall.ts';
import type { Recall } from './recall.ts';
import { SelectionChip } from './selection-chip.tsx';

/** The instruction itself, growing with what is written in it. */
export function InstructionField() {
  const { client, controls, desk } = useSession();
  const draft = useDesk((state) => state.draft);
  const refusal = useDesk((state) => state.refusal);
  const pending = useDesk((state) => state.pending);
  const hasSelection = useDesk((state) => state.selected !== null);
  const run = useView((view) => view.run);
  const race = useView(raceOn);
  const appearance = race ? describeRace(race) : describeRun(run, pending);
  const [recall, setRecall] = useState<Recall | null>(null);
  const isCrowded = appearance.isRunning && draft.trim() !== '';
  const field = useRef<HTMLTextAreaElement>(null);

  // Reading a height lays out all of the page, at each key: only for browsers whose fields do not grow by themselves.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || growsByItself()) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const isStart = selectionEnd === 0;
    const isEnd = selectionStart === value.length;
    const intent = readKey(
      {
        key: event.key,
        shiftKey: event.shiftKey,
        altKey: event.altKey,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        isComposing: event.nativeEvent.isComposing,
      },
      {
        isRunning: appearance.isRunning,
        hasText: value.trim() !== '',
        isAsking: isAskingToKeep(client.view.getState(), desk.getState()),
        caret: isStart && isEnd ? 'whole' : isStart ? 'start' : isEnd ? 'end' : 'within',
        isRecalling: recall !== null,
      },
    );
    if (intent === null) return;
    event.preventDefault();
    const isAsked = intent === 'run' || intent === 'redirect' || intent === 'revert-and-redirect';
    if (race && isAsked) desk.setState({ refusal: words.race.first });
    else if (intent === 'run') void controls.run();
    else if (intent === 'redirect') void controls.redirect();
    else if (intent === 'revert-and-redirect') void controls.redirect({ revert: true });
    else if (intent === 'stop') void controls.stop();
    else if (intent === 'keep') controls.keep();
    else if (intent === 'newline') event.currentTarget.setRangeText('\n', selectionStart, selectionEnd, 'end');
    if (intent === 'newline') desk.setState({ draft: event.currentTarget.value });
    if (intent === 'earlier' || intent === 'later') {
      const next = stepRecall(recall, intent, { texts: instructionsOf(client.view.getState().turns), draft: value });
      setRecall(next.recall);
      desk.setState({ draft: next.text });
    } else setRecall(null);
  }

  return (
    <div className="rounded-lg border border-line-strong bg-surface focus-within:border-faint">
      <SelectionChip />
      {refusal === null ? null : (
        <p role="alert" className="px-3 pt-2 text-12 text-problem">
          {refusal}
        </p>
      )}
      <div className={`flex items-end justify-end gap-2 p-1.5 pl-3 ${isCrowded ? 'max-panes:flex-wrap' : ''}`}>
        <textarea
          ref={field}
          id={instructionFieldId}
          aria-label={words.bar.label}
          aria-keyshortcuts="Control+I Meta+I"
          rows={1}
          value={draft}
          spellCheck
          enterKeyHint="send"
          placeholder={
            race
              ? words.bar.placeholderRace
              : appearance.isRunning
                ? words.bar.placeholderRunning
                : hasSelection
                  ? words.bar.placeholderSelection
                  : words.bar.placeholder
          }
          onChange={(event) => {
            setRecall(null);
            desk.setState({ draft: event.target.value, refusal: null });
          }}
          onPaste={(event) => {
            const { files, types } = event.clipboardData;
            if (files.length === 0 || types.includes('text/plain')) return;
            event.preventDefault();
            desk.setState({ refusal: words.bar.noPicture });
          }}
          onKeyDown={onKeyDown}
          className={`field-sizing-content max-h-[min(12rem,32dvh)] min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1.5 text-14 leading-5 outline-none placeholder:text-faint pointer-coarse:py-2.5 pointer-coarse:text-[1rem] ${isCrowded ? 'max-panes:basis-full' : ''}`}
        />
        <BarButtons appearance={appearance} hasText={draft.trim() !== ''} />
      </div>
    </div>
  );
}

function growsByItself(): boolean {
  return CSS.supports('field-sizing', 'content');
}

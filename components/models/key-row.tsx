'use client';

import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { modelChoice } from './model-choice.ts';
import type { KeyProvider } from './own-keys.ts';
import { forgetKey, keepKey, ownKeys } from './own-keys.ts';

const say = words.models.keys;

interface KeyRowProps {
  readonly provider: KeyProvider;
  /** The models are being asked for. */
  readonly isLooking: boolean;
  /** A server of the person's own may be named. */
  readonly takesAddress: boolean;
}

/** One provider's key: to be typed in, or kept and only hinted at. */
export function KeyRow({ provider, isLooking, takesAddress }: KeyRowProps) {
  const kept = useStore(ownKeys, ({ keys }) => keys[provider]);
  const name = say.names[provider];
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2 text-13">
      <span className="w-32 shrink-0 font-medium max-panes:w-full">{name}</span>
      {kept ? (
        <>
          <span className="min-w-0 flex-1">
            <span className="numbers block truncate">{say.ending(kept.key.slice(-4))}</span>
            <KeyState provider={provider} isLooking={isLooking} />
          </span>
          <Button size="small" aria-label={say.forgetOf(name)} onClick={() => forgetKey(provider)}>
            {say.forget}
          </Button>
        </>
      ) : (
        <KeyForm provider={provider} name={name} takesAddress={takesAddress} />
      )}
    </li>
  );
}

/** What came of asking for the models on this key. */
function KeyState({ provider, isLooking }: { readonly provider: KeyProvider; readonly isLooking: boolean }) {
  const { offered, unreachable } = useStore(modelChoice);
  const trouble = unreachable.find((one) => one.provider === provider);
  const count = offered.filter(({ id }) => id.startsWith(`${provider}/`)).length;
  const isUnusable = trouble?.kind === 'auth' || trouble?.kind === 'not-allowed';
  return (
    <span role="status" className={`block text-12 ${isUnusable && !isLooking ? 'text-problem' : 'text-muted'}`}>
      {isLooking ? say.looking : trouble ? troubleWith(trouble.kind) : say.works(count)}
    </span>
  );
}

function troubleWith(kind: string): string {
  if (kind === 'auth') return say.refused;
  return kind === 'not-allowed' ? say.notAllowed : say.silent;
}

function KeyForm({
  provider,
  name,
  takesAddress,
}: {
  readonly provider: KeyProvider;
  readonly name: string;
  readonly takesAddress: boolean;
}) {
  const needsAddress = useStore(modelChoice, ({ compatible }) => provider === 'compatible' && !compatible.isThere);
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const field =
    'h-8 w-full min-w-0 rounded-md border border-line-strong bg-bg px-2 font-mono text-12 pointer-coarse:h-10';
  return (
    <form
      className="flex min-w-56 flex-1 flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const key = textOf(given.get('key'));
        const baseUrl = textOf(given.get('address'));
        if (!/^[\x21-\x7e]{1,500}$/.test(key)) setProblem(say.notAKey);
        else if (baseUrl === '' ? needsAddress : !isAddress(baseUrl)) setProblem(say.notAnAddress);
        else keepKey(provider, { key, ...(baseUrl === '' ? {} : { baseUrl }) });
      }}
    >
      <span className="flex min-w-0 flex-1 flex-col gap-1.5">
        {takesAddress ? (
          <input
            name="address"
            type="url"
            aria-label={say.addressOf(name)}
            placeholder={say.addressHint}
            autoComplete="off"
            spellCheck={false}
            className={field}
          />
        ) : null}
        <input
          name="key"
          type="password"
          aria-label={say.keyOf(name)}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          autoComplete="off"
          className={field}
        />
      </span>
      <Button type="submit" aria-label={say.useOf(name)}>
        {say.use}
      </Button>
      {problem === null ? null : (
        <p id={problemId} role="alert" className="w-full text-12 text-problem">
          {problem}
        </p>
      )}
    </form>
  );
}

function isAddress(text: string): boolean {
  const url = text.length <= 500 && URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash;
}

function textOf(field: FormDataEntryValue | null): string {
  return typeof field === 'string' ? field.trim() : '';
}

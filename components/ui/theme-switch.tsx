'use client';

import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { currentTheme, listenToTheme, setTheme } from './theme.ts';

/** Switches between light and dark. `labels` say what a press leads to. */
export function ThemeSwitch({ labels }: { readonly labels: { readonly toLight: string; readonly toDark: string } }) {
  const theme = useSyncExternalStore(listenToTheme, currentTheme, () => 'dark' as const);
  const isDark = theme === 'dark';
  return (
    <IconButton
      icon={isDark ? 'sun' : 'moon'}
      label={isDark ? labels.toLight : labels.toDark}
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
    />
  );
}

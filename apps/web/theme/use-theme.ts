'use client';

import { useSyncExternalStore } from 'react';
import { writePreference } from '../frame/write-preference.ts';
import { parseTheme, type Theme, themeCookie } from './theme.ts';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  media.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    media.removeEventListener('change', listener);
  };
}

function chosen(): Theme {
  return parseTheme(document.documentElement.dataset.theme);
}

function resolved(): 'light' | 'dark' {
  const theme = chosen();
  if (theme !== 'system') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  writePreference(themeCookie, theme);
  for (const listener of listeners) listener();
}

/**
 * The theme that was chosen, what it comes to on this machine, and how to choose another. The choice lives on
 * <html data-theme> (styles follow from there alone) and in a cookie, from which the server renders it.
 */
export function useTheme(): { theme: Theme; resolved: 'light' | 'dark'; setTheme: (theme: Theme) => void } {
  return {
    theme: useSyncExternalStore(subscribe, chosen, () => 'system'),
    resolved: useSyncExternalStore(subscribe, resolved, () => 'light'),
    setTheme,
  };
}

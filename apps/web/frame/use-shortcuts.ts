'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';
import { singleKeysWork } from './single-keys.ts';

/** How long `g` waits for its second key. */
const sequenceMs = 1_200;

const goTo: Record<string, string> = {
  a: '/agents',
  t: '/threads',
  r: '/runs',
  e: '/tests',
  p: '/approvals',
  h: '/schedules',
  i: '/ideas',
  d: '/dashboard',
  n: '/knowledge',
  b: '/marketplace',
  m: '/models',
  u: '/usage',
  c: '/settings/connections',
  k: '/settings/keys',
  s: '/settings',
};

/**
 * Whether keys belong to what has the focus: a field (the spec editor's is a `div` that takes its text by an edit context), a list
 * of choices, or anything in an open dialog.
 */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"], [role="dialog"], [role="menu"], [role="listbox"]',
    ) !== null
  );
}

export interface ShortcutHandlers {
  onPalette: () => void;
  onShortcuts: () => void;
}

/** The keys that work everywhere: ⌘K, `?`, `g` and a place, and j/k among the entries of a list. */
export function useShortcuts({ onPalette, onShortcuts }: ShortcutHandlers): void {
  const router = useRouter();
  const pendingSince = useRef(0);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      onPalette();
      return;
    }
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTaken(event.target))
      return;
    if (!singleKeysWork()) return;
    const inSequence = Date.now() - pendingSince.current < sequenceMs;
    pendingSince.current = 0;
    const place = inSequence ? goTo[event.key] : undefined;
    if (place !== undefined) {
      event.preventDefault();
      router.push(place);
    } else if (event.key === 'g') {
      pendingSince.current = Date.now();
    } else if (event.key === '?') {
      event.preventDefault();
      onShortcuts();
    } else if (event.key === 'j' || event.key === 'k') {
      moveInList(event.key === 'j' ? 1 : -1);
    }
  });

  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Moves the focus among the elements marked `data-list-entry`; Enter then does what it does on a link. */
function moveInList(step: 1 | -1): void {
  const entries = [...document.querySelectorAll<HTMLElement>('[data-list-entry]')];
  const focused = document.activeElement;
  const current = focused instanceof HTMLElement ? entries.indexOf(focused) : -1;
  const next = current === -1 ? (step === 1 ? 0 : entries.length - 1) : current + step;
  entries[Math.min(Math.max(next, 0), entries.length - 1)]?.focus();
}

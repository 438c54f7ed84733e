'use client';

import { useSyncExternalStore } from 'react';
import { formatRelativeTime } from './format-relative-time.ts';
import { useUiLanguage } from './ui-words.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

/** One clock for all times on the page, ticking while at least one is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      now = 0;
    }
  };
}

function read(): number {
  if (now === 0) now = Date.now();
  return now;
}

interface Clocks {
  exact: Intl.DateTimeFormat;
  exactUtc: Intl.DateTimeFormat;
}

const clocks = new Map<string, Clocks>();

function clocksOf(language: string): Clocks {
  // Day before month, as the pages always said it in English.
  const tag = language === 'en' ? 'en-GB' : language;
  const made = clocks.get(tag) ?? {
    exact: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }),
    exactUtc: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }),
  };
  clocks.set(tag, made);
  return made;
}

/** What the clocks of a server and a reader may differ by: nothing of that is said to lie ahead. */
const clockSkewMs = 60_000;

/** How long ago, or how far ahead, with the exact time on hover. The server, which knows no reader's clock, gives the date. */
export function RelativeTime({ iso, className }: { iso: string; className?: string }) {
  const current = useSyncExternalStore(subscribe, read, () => 0);
  const { language, words } = useUiLanguage();
  const { exact, exactUtc } = clocksOf(language);
  const at = new Date(iso);
  return (
    <time dateTime={iso} className={className} {...(current === 0 ? {} : { title: exact.format(at) })}>
      {current === 0
        ? exactUtc.format(at)
        : formatRelativeTime(at.getTime(), seenFrom(current, at.getTime()), {
            language,
            justNow: words.justNow,
          })}
    </time>
  );
}

function seenFrom(current: number, at: number): number {
  return at > current && at - current < clockSkewMs ? at : current;
}

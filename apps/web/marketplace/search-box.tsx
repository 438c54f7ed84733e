'use client';

import { Input } from '@agent-factory/ui';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useWords } from '../words/words-context.ts';

/** Long enough that a word is typed, short enough that nobody waits. */
const debounceMs = 220;

/** Searches while it is typed. `value` is what is looked for now, which Back may change. */
export function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const say = useWords('market');
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    // Our own words come back by the address; only what came from elsewhere takes the place of what is typed.
    if (value !== sent) {
      setSent(value);
      setTyped(value);
    }
  }
  const send = useEffectEvent(() => {
    setSent(typed);
    onChange(typed);
  });
  useEffect(() => {
    if (typed === sent) return;
    const timer = setTimeout(() => send(), debounceMs);
    return () => clearTimeout(timer);
  }, [typed, sent]);

  return (
    <search className="min-w-0 flex-1 basis-48">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          setSent(typed);
          onChange(typed);
        }}
      >
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 start-2.5 size-4 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          aria-label={say('search')}
          placeholder={say('search')}
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="ps-8"
        />
      </form>
    </search>
  );
}

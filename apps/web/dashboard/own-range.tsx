'use client';

import { Button, Field, Input } from '@agent-factory/ui';
import { type FormEvent, useState } from 'react';
import { useWords } from '../words/words-context.ts';

/** The moment as the browser's own field takes it, in the person's time. */
function fieldOf(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** From when until when, to the minute, in the person's own time. */
export function OwnRange({
  from,
  to,
  onChange,
}: {
  from: string;
  to: string;
  onChange: (values: Record<string, string | null>) => void;
}) {
  const say = useWords('dashboard');
  const [ends, setEnds] = useState({ from: fieldOf(from), to: fieldOf(to) });
  const [wrong, setWrong] = useState<string>();
  function apply(event: FormEvent): void {
    event.preventDefault();
    const [first, last] = [new Date(ends.from), new Date(ends.to)];
    const right = first.getTime() < last.getTime();
    setWrong(right ? undefined : say('endAfter'));
    if (!right) return;
    onChange({ from: first.toISOString(), to: last.toISOString(), range: null });
  }
  return (
    <form onSubmit={apply} className="flex flex-wrap items-end gap-3">
      <Field label={say('from')} error={wrong}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            required
            value={ends.from}
            onChange={(event) => setEnds({ ...ends, from: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('to')}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            required
            value={ends.to}
            onChange={(event) => setEnds({ ...ends, to: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit">{say('show')}</Button>
    </form>
  );
}

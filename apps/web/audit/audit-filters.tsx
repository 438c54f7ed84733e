'use client';

import { Button, Input, Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { useTRPC } from '../trpc/context.ts';
import { type AuditFilter, filterNames } from './audit-filter.ts';

const here = '/settings/audit';
const all = '';

/** By person, action, thing and time. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const trpc = useTRPC();
  const router = useRouter();
  const id = useId();
  const choices = useQuery(trpc.audit.actors.queryOptions());
  const actors = choices.data?.items ?? [];
  const actions = choices.data?.actions ?? [];
  const kinds = [...new Set(actions.map(({ action }) => action.split('.')[0] ?? action))];

  function set(change: AuditFilter): void {
    const query = new URLSearchParams();
    for (const name of filterNames) {
      const value = { ...filter, ...change }[name];
      if (value !== undefined && value !== all) query.set(name, value);
    }
    const text = query.toString();
    router.replace(text === '' ? here : `${here}?${text}`, { scroll: false });
  }

  return (
    <search className="grid grid-cols-2 items-end gap-2 border-b p-3 sm:flex sm:flex-wrap">
      <Select
        size="sm"
        aria-label="Who"
        className="min-w-0 sm:max-w-56"
        value={filter.actor ?? all}
        onValueChange={(actor) => set({ actor })}
        options={[
          { value: all, label: 'Anyone' },
          ...actors.map((actor) => ({
            value: actor.id,
            label: actor.type === 'api_key' ? `Key ${actor.name ?? actor.id}` : nameOf(actor),
          })),
        ]}
      />
      <Select
        size="sm"
        aria-label="What"
        className="min-w-0 sm:max-w-56"
        value={filter.action ?? all}
        onValueChange={(action) => set({ action })}
        options={[
          { value: all, label: 'Any action' },
          ...kinds.flatMap((kind) => [
            { value: kind, label: `${kind}.*` },
            ...actions
              .filter(({ action }) => action.startsWith(`${kind}.`))
              .map(({ action }) => ({ value: action, label: action })),
          ]),
        ]}
      />
      {filter.target === undefined ? (
        <form
          className="col-span-2 flex items-end gap-1"
          onSubmit={(event) => {
            event.preventDefault();
            set({ name: String(new FormData(event.currentTarget).get('name') ?? '').trim() });
          }}
        >
          <Input
            key={filter.name}
            name="name"
            aria-label="Name of the thing"
            placeholder="To what…"
            defaultValue={filter.name ?? ''}
            className="h-8 w-full text-sm sm:w-36"
          />
        </form>
      ) : (
        <Button size="sm" className="col-span-2" onClick={() => set({ target: all })}>
          One thing alone: show all
        </Button>
      )}
      <Day id={`${id}-from`} label="From" value={filter.from} onChange={(from) => set({ from })} />
      <Day id={`${id}-to`} label="To" value={filter.to} onChange={(to) => set({ to })} />
    </search>
  );
}

function nameOf({ type, name, id }: { type: string; name: string | null; id: string }): string {
  return name ?? (type === 'system' ? `System (${id.replaceAll('_', ' ')})` : id);
}

interface DayProps {
  id: string;
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

function Day({ id, label, value, onChange }: DayProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 sm:flex-row sm:items-center sm:gap-1.5">
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full min-w-0 text-sm sm:w-36"
      />
    </div>
  );
}

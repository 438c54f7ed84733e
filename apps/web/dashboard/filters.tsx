'use client';

import type { DashboardInput } from '@agent-factory/contracts';
import { Button, Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import type { Dashboard } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const any = '';

/** Whose runs are counted. Offered are those that have any in the range, and every agent. */
export function Filters({
  view,
  all,
  onChange,
}: {
  view: DashboardInput;
  all: Dashboard | undefined;
  onChange: (values: Record<string, string | null>) => void;
}) {
  const say = useWords('dashboard');
  const trpc = useTRPC();
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const lists = {
    agent: {
      label: say('agent'),
      any: say('allAgents'),
      value: view.agent,
      options: merged(
        agents.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? [],
        choices(all?.by_agent),
      ),
    },
    key: {
      label: say('apiKey'),
      any: say('anyKey'),
      value: view.api_key,
      options: choices(all?.by_api_key),
    },
    member: {
      label: say('member'),
      any: say('allMembers'),
      value: view.member,
      options: choices(all?.by_member),
    },
    model: { label: say('model'), any: say('allModels'), value: view.model, options: choices(all?.by_model) },
  };
  const filtered = Object.values(lists).some(({ value }) => value !== undefined);
  return (
    <fieldset className="m-0 flex min-w-0 flex-wrap items-center gap-2 border-0 p-0">
      <legend className="sr-only">{say('filters')}</legend>
      {Object.entries(lists).map(([key, list]) => (
        <Select
          key={key}
          size="sm"
          aria-label={list.label}
          className="max-w-44"
          value={list.value ?? any}
          onValueChange={(value) => onChange({ [key]: value === any ? null : value })}
          options={[
            { value: any, label: list.any },
            // What is chosen stays offered, though nothing of it is in the range.
            ...merged(
              list.options,
              list.value === undefined ? [] : [{ value: list.value, label: list.value }],
            ),
          ]}
        />
      ))}
      <label className="inline-flex h-8 items-center gap-2 text-muted text-sm">
        <input
          type="checkbox"
          className="accent-accent-solid"
          checked={view.compare === 'previous'}
          onChange={(event) => onChange({ compare: event.target.checked ? null : 'none' })}
        />
        {say('compare')}
      </label>
      {filtered ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => onChange({ agent: null, key: null, member: null, model: null })}
        >
          {say('clear')}
        </Button>
      ) : null}
    </fieldset>
  );
}

interface Choice {
  value: string;
  label: string;
}

function choices(lines: readonly { id: string | null; name: string | null }[] = []): Choice[] {
  return lines.flatMap(({ id, name }) => (id === null ? [] : [{ value: id, label: name ?? id }]));
}

function merged(one: readonly Choice[], other: readonly Choice[]): Choice[] {
  const known = new Set(one.map(({ value }) => value));
  return [...one, ...other.filter(({ value }) => !known.has(value))];
}

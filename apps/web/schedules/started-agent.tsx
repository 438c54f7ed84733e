'use client';

import { Field, Input, Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';

/** The agent that something starts, as it is chosen: the newest until somebody chooses another. */
export function useStartedAgent(before: string) {
  const trpc = useTRPC();
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const [chosen, choose] = useState(before);
  return {
    id: chosen === '' ? agents.data?.items[0]?.id : chosen,
    choose,
    offered: agents.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? [],
  };
}

export function AgentField({ agent }: { agent: ReturnType<typeof useStartedAgent> }) {
  return (
    <Field label="Agent">
      {(control) => (
        <Select
          {...control}
          value={agent.id ?? ''}
          onValueChange={agent.choose}
          options={agent.offered}
          className="w-full"
        />
      )}
    </Field>
  );
}

/** What people call whatever starts it. */
export function NameField({
  name,
  onChange,
  error,
}: {
  name: string;
  onChange: (name: string) => void;
  error: string | undefined;
}) {
  return (
    <Field label="Name" error={error}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

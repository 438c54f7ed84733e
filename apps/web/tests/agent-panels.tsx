'use client';

import { type AgentId, isId } from '@agent-factory/contracts';
import { Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import { GatePanel } from './gate-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';

const own = 'own';

/** What the tests of one agent say: how it went over time, and whether its newest version may go out. */
export function AgentPanels({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const [tests, setTests] = useState(own);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <TrendPanel agentId={agentId} />
      <GatePanel
        agentId={agentId}
        datasetId={isId('dataset', tests) ? tests : null}
        actions={
          <Select
            size="sm"
            aria-label="By which tests"
            className="max-w-36"
            value={tests}
            onValueChange={setTests}
            options={[
              { value: own, label: 'The spec’s tests' },
              ...(datasets.data?.items ?? [])
                .filter(({ agent_id }) => agent_id === null || agent_id === agentId)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        }
      />
    </div>
  );
}

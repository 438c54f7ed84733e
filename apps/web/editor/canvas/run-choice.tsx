'use client';

import { type AgentId, isFinalRunStatus } from '@agent-factory/contracts';
import { formatMoney, Select, useStatusLabel } from '@agent-factory/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refreshWhileActive } from '../../runs/refresh-while-active.ts';
import { shortId } from '../../runs/short-id.ts';
import { useTRPC } from '../../trpc/context.ts';
import { RunFollower } from './run-follower.tsx';

const newest = 'newest';
const none = 'none';

/** Which run lies over the canvas: the newest one, followed while it goes on, an earlier one, or none. */
export function RunChoice({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [choice, setChoice] = useState<string>(newest);
  const runs = useQuery(
    trpc.runs.list.queryOptions(
      { agent_id: agentId, limit: 10 },
      { refetchInterval: (query) => refreshWhileActive(query.state.data?.items) },
    ),
  );
  const items = runs.data?.items ?? [];
  const run = choice === newest ? items[0] : items.find(({ run_id }) => run_id === choice);
  const statusLabel = useStatusLabel();
  if (items.length === 0) return null;
  return (
    <>
      <Select
        aria-label="Run shown on the canvas"
        size="sm"
        value={run === undefined && choice !== none ? newest : choice}
        onValueChange={setChoice}
        options={[
          { value: newest, label: 'Newest run' },
          { value: none, label: 'No run' },
          ...items.map((each) => ({
            value: each.run_id,
            label: `${shortId(each.run_id)} · ${statusLabel(each.status)} · ${formatMoney(each.cost)}`,
          })),
        ]}
        className="w-40 max-sm:w-28"
      />
      {run ? (
        <RunFollower
          key={run.run_id}
          runId={run.run_id}
          live={!isFinalRunStatus(run.status)}
          onFinished={() => void queryClient.invalidateQueries(trpc.runs.list.pathFilter())}
        />
      ) : null}
    </>
  );
}

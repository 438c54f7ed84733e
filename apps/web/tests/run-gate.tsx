'use client';

import type { AgentId } from '@agent-factory/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import type { TestRun } from '../trpc/outputs.ts';
import { GatePanel } from './gate-panel.tsx';

/** The gate that a test run's tests decide about; nothing for a run that no gate looks at. */
export function RunGate({ run, agentId }: { run: TestRun; agentId: AgentId }) {
  const trpc = useTRPC();
  const ofDataset = run.kind === 'dataset';
  const figures = useQuery({
    ...trpc.testEvidence.figures.queryOptions({ run_id: run.run_id }),
    enabled: ofDataset,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const datasets = useQuery({ ...trpc.datasets.list.queryOptions(), enabled: ofDataset });
  if (!ofDataset) return <GatePanel agentId={agentId} datasetId={null} />;
  const name = figures.data?.run.dataset?.name;
  const dataset = datasets.data?.items.find((one) => one.name === name);
  return dataset === undefined ? null : <GatePanel agentId={agentId} datasetId={dataset.id} />;
}

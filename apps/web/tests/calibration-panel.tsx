'use client';

import type { AgentId } from '@agent-factory/contracts';
import { cn, Panel, PanelBody, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck, Info } from 'lucide-react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { JudgeCalibration } from '../trpc/outputs.ts';
import { type Estimate, Rate } from './rate.tsx';

/** How well the judge agrees with people, and whether that is enough for it to decide. */
export function CalibrationPanel({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const calibration = useQuery(trpc.testEvidence.calibration.queryOptions({ agent_id: agentId }));
  return (
    <Panel aria-label="The judge" aria-busy={calibration.isPending}>
      <PanelHeader title="The judge" description="Held against what people said" />
      {calibration.isPending ? <RowsSkeleton label="Loading how the judge agrees" /> : null}
      {calibration.isError && calibration.data === undefined ? (
        <ApiErrorState
          error={calibration.error}
          title="How the judge agrees could not be loaded"
          onRetry={() => calibration.refetch()}
        />
      ) : null}
      {calibration.data ? <Standing of={calibration.data} /> : null}
    </Panel>
  );
}

function Standing({ of: { standing, reasons, calibration } }: { of: JudgeCalibration }) {
  const trusted = standing === 'trusted';
  const Icon = trusted ? BadgeCheck : Info;
  return (
    <PanelBody className="flex flex-col gap-4">
      <p
        className={cn(
          'inline-flex items-center gap-1.5 self-start rounded-sm px-1.5 py-1 font-medium text-xs',
          trusted ? 'bg-positive-soft text-positive' : 'bg-info-soft text-info',
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" />
        {trusted ? 'Trusted: it may decide' : 'Advisory: it opens no gate'}
      </p>
      {calibration === null ? null : (
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 text-sm">
          <dt className="text-muted">Labelled trials</dt>
          <dd className="text-end tabular-nums">{calibration.items}</dd>
          <dt className="text-muted">Agreement beyond chance (κ)</dt>
          <dd className="text-end">
            <Kappa of={calibration.kappa} />
          </dd>
          <dt className="text-muted">Passes what people pass (TPR)</dt>
          <dd className="text-end">
            <Rate of={calibration.truePositiveRate} />
          </dd>
          <dt className="text-muted">Fails what people fail (TNR)</dt>
          <dd className="text-end">
            <Rate of={calibration.trueNegativeRate} />
          </dd>
        </dl>
      )}
      {reasons.length === 0 ? null : (
        <ul className="flex list-disc flex-col gap-1 ps-4 text-muted text-xs">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </PanelBody>
  );
}

/** Not a share: from −1 to 1. */
function Kappa({ of }: { of: Estimate | null }) {
  if (of === null) return <span className="text-muted">–</span>;
  const shown = (value: number) => value.toFixed(2).replace('-', '−');
  return (
    <span className="whitespace-nowrap tabular-nums">
      {shown(of.value)}{' '}
      <span className="text-muted text-xs">
        <span className="sr-only">95% interval </span>({shown(of.low)} to {shown(of.high)})
      </span>
    </span>
  );
}

'use client';

import type { AgentId, DatasetId } from '@agent-factory/contracts';
import { Button, cn, Panel, PanelBody, PanelHeader, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LockKeyhole, LockKeyholeOpen, PenLine } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Gate } from '../trpc/outputs.ts';
import { AttestationView } from './attestation-view.tsx';
import { percent } from './rate.tsx';

export interface GatePanelProps {
  agentId: AgentId;
  /** Which tests decide; those of the spec where it is null. */
  datasetId: DatasetId | null;
  /** The version that is to go out; the newest if left out. */
  version?: number;
  /** The one that is out, which it must not be worse than. */
  baseline?: number;
  /** At the right end of the heading. */
  actions?: ReactNode;
}

/** Whether a version may go out, why not, what is needed, and what was signed of it. */
export function GatePanel({ agentId, datasetId, version, baseline, actions }: GatePanelProps) {
  const trpc = useTRPC();
  const asked = {
    agent_id: agentId,
    ...(datasetId === null ? {} : { dataset_id: datasetId }),
    ...(version === undefined ? {} : { version }),
    ...(baseline === undefined ? {} : { baseline_version: baseline }),
  };
  const gate = useQuery(
    // A test run that has just ended may have moved it since it was last looked at.
    trpc.tests.gate.queryOptions(asked, { staleTime: 0, refetchOnMount: 'always' }),
  );
  return (
    <Panel aria-label="Gate" aria-busy={gate.isPending}>
      <PanelHeader
        title="Gate"
        description={gate.data ? `For version ${gate.data.version} to go out` : 'For it to go out'}
        actions={actions}
      />
      {gate.isPending ? <RowsSkeleton label="Loading the gate" /> : null}
      {gate.isError && gate.data === undefined ? (
        <ApiErrorState
          error={gate.error}
          title="The gate could not be loaded"
          onRetry={() => gate.refetch()}
        />
      ) : null}
      {gate.data ? <Decision gate={gate.data} asked={asked} /> : null}
    </Panel>
  );
}

interface Asked {
  agent_id: AgentId;
  dataset_id?: DatasetId;
  version?: number;
  baseline_version?: number;
}

function Decision({ gate, asked }: { gate: Gate; asked: Asked }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { open, reasons, needed, policy, attestation, test_run_id } = gate;
  const attest = useMutation(
    trpc.tests.attest.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.tests.gate.pathFilter()),
      onError: (error) =>
        toast({ tone: 'danger', title: 'It was not signed', description: apiFailure(error).message }),
    }),
  );
  const Icon = open ? LockKeyholeOpen : LockKeyhole;
  return (
    <PanelBody className="flex flex-col gap-4">
      <p
        data-gate={open ? 'open' : 'closed'}
        className={cn(
          'inline-flex items-center gap-1.5 self-start rounded-sm px-1.5 py-1 font-medium text-sm',
          open ? 'bg-positive-soft text-positive' : 'bg-danger-soft text-danger',
        )}
      >
        <Icon aria-hidden="true" className="size-4" />
        {open ? 'Open' : 'Closed'}
      </p>
      {open ? null : (
        <ul className="flex flex-col gap-3 text-sm">
          {reasons.map(({ code, message, cases }) => (
            <li key={code}>
              {message}
              {cases.length === 0 ? null : <span className="block text-muted text-xs">{someOf(cases)}</span>}
            </li>
          ))}
        </ul>
      )}
      {needed === null ? null : (
        <p className="text-muted text-sm">
          {needed} cases in all would tell whether it is ten points worse than the version before.
        </p>
      )}
      <p className="text-muted text-xs">
        Asked for: {percent(policy.min_pass_rate)} of trials pass, {policy.trials}{' '}
        {policy.trials === 1 ? 'trial' : 'trials'} of each case, at most {percent(policy.max_unjudged_share)}{' '}
        that nobody could judge, no invariant broken.
        {test_run_id === null ? null : (
          <>
            {' '}
            <Link href={`/tests/runs/${test_run_id}`} className="text-accent underline underline-offset-2">
              The test run
            </Link>
          </>
        )}
      </p>
      {attestation === null ? (
        test_run_id === null ? null : (
          <Button className="self-start" loading={attest.isPending} onClick={() => attest.mutate(asked)}>
            {attest.isPending ? null : <PenLine aria-hidden="true" />}
            Sign attestation
          </Button>
        )
      ) : (
        <div className="flex flex-col gap-2 border-t pt-4">
          <p className="text-sm">
            {gate.stale.length === 0 ? 'Attested' : 'Attested, and something has changed since'}{' '}
            <RelativeTime iso={attestation.attested_at} className="text-muted" />
          </p>
          {gate.stale.length === 0 ? null : (
            <ul className="list-disc ps-4 text-sm text-warning">
              {gate.stale.map(({ what, attested, current }) => (
                <li key={what}>
                  {what}: {short(attested)} → {short(current)}
                </li>
              ))}
            </ul>
          )}
          {isOutdated(gate) ? (
            <Button className="self-start" loading={attest.isPending} onClick={() => attest.mutate(asked)}>
              Sign again
            </Button>
          ) : null}
          <AttestationView attestation={attestation} />
        </div>
      )}
    </PanelBody>
  );
}

/** Whether a new signature would say something else than the one that is there. */
function isOutdated({ attestation, stale, open, test_run_id }: Gate): boolean {
  if (attestation === null || test_run_id === null) return false;
  return stale.length > 0 || attestation.gate.open !== open || attestation.test_run !== test_run_id;
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function short(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text;
}

'use client';

import type { AgentId } from '@agent-factory/contracts';
import { diffSpecs, parseSpec } from '@agent-factory/spec';
import { Panel, PanelBody, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ChangeList } from '../editor/change-list.tsx';
import { TextDiff } from '../editor/text-diff.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';

/** What changed between two versions of an agent: in words and by risk, then line by line. */
export function SpecDiffPanel({
  agentId,
  before,
  after,
}: {
  agentId: AgentId;
  before: number;
  after: number;
}) {
  const trpc = useTRPC();
  const versions = useQuery(trpc.agents.versions.queryOptions({ id: agentId }));
  const old = versions.data?.items.find(({ version }) => version === before)?.spec;
  const now = versions.data?.items.find(({ version }) => version === after)?.spec;
  const changes = useMemo(() => {
    if (old === undefined || now === undefined) return null;
    const [left, right] = [parseSpec(old).document, parseSpec(now).document];
    return left && right ? diffSpecs(left, right) : null;
  }, [old, now]);
  return (
    <Panel aria-label="Spec" aria-busy={versions.isPending}>
      <PanelHeader
        title="Spec"
        description={before === after ? `Both of version ${before}` : `Version ${before} to version ${after}`}
      />
      {versions.isPending ? <RowsSkeleton label="Loading the specs" /> : null}
      {versions.isError ? (
        <ApiErrorState
          error={versions.error}
          title="The specs could not be loaded"
          onRetry={() => versions.refetch()}
        />
      ) : null}
      {versions.data ? (
        <PanelBody className="flex flex-col gap-3">
          {old === undefined || now === undefined ? (
            <p className="text-muted text-sm">One of these versions is too old to be shown here.</p>
          ) : (
            <>
              {changes === null ? null : <ChangeList changes={changes} same={old === now} />}
              {old === now ? null : <TextDiff before={old} after={now} sideBySide={false} className="h-96" />}
            </>
          )}
        </PanelBody>
      ) : null}
    </Panel>
  );
}

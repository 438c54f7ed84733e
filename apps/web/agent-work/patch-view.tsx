'use client';

import type { AgentId, SpecPatchId } from '@agent-factory/contracts';
import { diffSpecs, parseSpec } from '@agent-factory/spec';
import { Button, Panel, PanelBody, PanelHeader, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { ChangeList } from '../editor/change-list.tsx';
import { TextDiff } from '../editor/text-diff.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { SpecPatch } from '../trpc/outputs.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { PatchPhases } from './patch-phases.tsx';
import { isAtWork, PatchStatus } from './patch-status.tsx';

/** One patch: how far it is, what each phase said, what it changes, and what is to become of it. */
export function PatchView({ agentId, patchId }: { agentId: AgentId; patchId: SpecPatchId }) {
  const trpc = useTRPC();
  const patch = useQuery(
    trpc.reflection.get.queryOptions(
      { patch_id: patchId },
      { refetchInterval: ({ state }) => (state.data === undefined || isAtWork(state.data) ? 1_500 : false) },
    ),
  );
  return (
    <Panel aria-label="Patch" aria-busy={patch.isPending}>
      <PanelHeader
        title="Patch"
        description={patch.data ? `Of version ${patch.data.version}` : 'What it changes, and how it did'}
        actions={patch.data ? <PatchStatus status={patch.data.status} /> : null}
      />
      {patch.isPending ? <RowsSkeleton label="Loading the patch" /> : null}
      {patch.isError && patch.data === undefined ? (
        <ApiErrorState
          error={patch.error}
          title="The patch could not be loaded"
          onRetry={() => patch.refetch()}
        />
      ) : null}
      {patch.data ? <Whole agentId={agentId} patch={patch.data} /> : null}
    </Panel>
  );
}

function Whole({ agentId, patch }: { agentId: AgentId; patch: SpecPatch }) {
  return (
    <PanelBody className="flex flex-col gap-5">
      <PatchPhases patch={patch} />
      {patch.status === 'discarded' && patch.reason !== null ? (
        <p role="status" className="rounded-md bg-sunken px-3 py-2 text-sm">
          {patch.reason}
        </p>
      ) : null}
      {patch.rationale ? <p className="whitespace-pre-line text-sm">{patch.rationale}</p> : null}
      {patch.spec === null ? null : <Changes agentId={agentId} patch={patch} after={patch.spec} />}
      {patch.refused.length === 0 ? null : (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">
            {patch.refused.length} earlier {patch.refused.length === 1 ? 'proposal' : 'proposals'} refused
          </summary>
          <ul className="mt-2 flex list-disc flex-col gap-1 ps-4">
            {patch.refused.map(({ reason }) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
      <Decision agentId={agentId} patch={patch} />
    </PanelBody>
  );
}

function Changes({ agentId, patch, after }: { agentId: AgentId; patch: SpecPatch; after: string }) {
  const trpc = useTRPC();
  const versions = useQuery(trpc.agents.versions.queryOptions({ id: agentId }));
  const before = versions.data?.items.find(({ version }) => version === patch.version)?.spec;
  const changes = useMemo(() => {
    if (before === undefined) return null;
    const [left, right] = [parseSpec(before).document, parseSpec(after).document];
    return left && right ? diffSpecs(left, right) : null;
  }, [before, after]);
  if (before === undefined) {
    return versions.isError ? (
      <p className="text-muted text-sm">The version that it changes could not be loaded.</p>
    ) : null;
  }
  return (
    <section aria-label="What it changes" className="flex flex-col gap-3">
      <h3 className="font-medium text-sm">What it changes</h3>
      {changes === null ? null : <ChangeList changes={changes} same={before === after} />}
      <TextDiff before={before} after={after} sideBySide={false} className="h-80" />
    </section>
  );
}

function Decision({ agentId, patch }: { agentId: AgentId; patch: SpecPatch }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [discarding, setDiscarding] = useState(false);
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.reflection.pathFilter()),
      queryClient.invalidateQueries(trpc.agents.pathFilter()),
    ]);
  const accept = useMutation(
    trpc.reflection.accept.mutationOptions({
      onSuccess: refresh,
      onError: (error) =>
        toast({ tone: 'danger', title: 'No version was made of it', description: apiFailure(error).message }),
    }),
  );
  if (patch.status === 'discarded') return null;
  if (patch.status === 'accepted') {
    return (
      <p className="text-sm">
        It became version {patch.accepted_version}.{' '}
        <Link href={`/agents/${agentId}/versions`} className="text-accent underline underline-offset-2">
          Versions
        </Link>
      </p>
    );
  }
  return (
    <div className="flex flex-wrap justify-end gap-2 border-t pt-4">
      <Button onClick={() => setDiscarding(true)}>Discard…</Button>
      {patch.status === 'won' ? (
        <Button
          variant="primary"
          loading={accept.isPending}
          onClick={() => accept.mutate({ patch_id: patch.patch_id })}
        >
          Accept as a version
        </Button>
      ) : null}
      {discarding ? (
        <DiscardDialog patchId={patch.patch_id} onDiscarded={refresh} onClose={() => setDiscarding(false)} />
      ) : null}
    </div>
  );
}

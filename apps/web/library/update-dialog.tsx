'use client';

import type { AgentId, TemplateUpdate } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { ChangesByRisk } from '../marketplace/changes-by-risk.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

export interface UpdateDialogProps {
  agentId: AgentId;
  name: string;
  onClose: () => void;
}

/** What a newer version of a deployed template changes, worst first, before anybody agrees to it. */
export function UpdateDialog({ agentId, name, onClose }: UpdateDialogProps) {
  const trpc = useTRPC();
  const update = useQuery(trpc.marketplace.update.queryOptions({ agent_id: agentId }, { staleTime: 0 }));
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Update ${name}`}
        description={
          update.data?.to_version
            ? `${update.data.title}, from version ${update.data.from_version} to ${update.data.to_version}`
            : undefined
        }
        className="max-w-2xl overflow-y-auto"
      >
        {update.isPending ? (
          <div aria-busy="true" className="p-5">
            <span className="sr-only">Comparing the versions</span>
            <Skeleton className="h-40 rounded-md" />
          </div>
        ) : null}
        {update.isError && update.data === undefined ? (
          <ApiErrorState
            error={update.error}
            title="The versions could not be compared"
            onRetry={() => update.refetch()}
            className="py-8"
          />
        ) : null}
        {update.data ? <Decide update={update.data} onClose={onClose} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function Decide({ update, onClose }: { update: TemplateUpdate; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [overwrite, setOverwrite] = useState(false);
  const { agent_id, to_version, changelog, changes, changed_here } = update;
  const apply = useMutation(
    trpc.marketplace.applyUpdate.mutationOptions({
      onSuccess: async () => {
        toast({ tone: 'positive', title: 'Updated', description: 'What it was is among its versions.' });
        onClose();
        await Promise.all([
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
          queryClient.invalidateQueries(trpc.agents.pathFilter()),
        ]);
      },
    }),
  );
  if (to_version === null) {
    return <p className="p-5 text-sm">It is at the newest version.</p>;
  }
  return (
    <div className="flex flex-col gap-4 p-5">
      {apply.isError ? <FormError>{apiFailure(apply.error).message}</FormError> : null}
      {changelog === null || changelog === '' ? null : (
        <p className="whitespace-pre-line break-words text-sm">{changelog}</p>
      )}
      <ChangesByRisk changes={changes} />
      {changed_here ? (
        <label className="flex items-start gap-2 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 size-4 accent-accent-solid"
            checked={overwrite}
            onChange={(event) => setOverwrite(event.target.checked)}
          />
          Your team has changed this agent. Let the update take the place of that; the versions keep it.
        </label>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="primary"
          disabled={changed_here && !overwrite}
          loading={apply.isPending}
          onClick={() => apply.mutate({ agent_id, to_version, overwrite })}
        >
          Update to version {to_version}
        </Button>
      </div>
    </div>
  );
}

'use client';

import type { DeployedTemplate, Fidelity, TemplateId } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Field, Input, Skeleton } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { GapList } from './gap-list.tsx';

export interface DeployDialogProps {
  templateId: TemplateId;
  title: string;
  /** What it is to be called; the template's own name if left out or empty. */
  name?: string;
  onClose: () => void;
}

/** Makes an agent of a template that the team owns; first it says what would be missing. */
export function DeployDialog({ templateId, title, name = '', onClose }: DeployDialogProps) {
  const trpc = useTRPC();
  const fidelity = useQuery(
    // What was missing a moment ago may have been put right in another tab.
    trpc.marketplace.fidelity.queryOptions(
      { template_id: templateId },
      { staleTime: 0, refetchOnMount: 'always' },
    ),
  );
  const [deployed, setDeployed] = useState<DeployedTemplate | null>(null);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={deployed === null ? `Deploy ${title}` : `${title} is deployed`}
        description={
          deployed === null ? 'It becomes an agent of your team, at the version that is listed.' : undefined
        }
        className="overflow-y-auto"
      >
        {deployed !== null ? (
          <Done deployed={deployed} onClose={onClose} />
        ) : fidelity.data !== undefined ? (
          <DeployForm fidelity={fidelity.data} wanted={name} onDeployed={setDeployed} onClose={onClose} />
        ) : fidelity.isError ? (
          <ApiErrorState
            error={fidelity.error}
            title="What it needs could not be looked up"
            onRetry={() => fidelity.refetch()}
            className="py-8"
          />
        ) : (
          <div aria-busy="true" className="p-5">
            <span className="sr-only">Looking what it needs</span>
            <Skeleton className="h-40 rounded-md" />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

interface DeployFormProps {
  fidelity: Fidelity;
  wanted: string;
  onDeployed: (deployed: DeployedTemplate) => void;
  onClose: () => void;
}

function DeployForm({ fidelity, wanted, onDeployed, onClose }: DeployFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(wanted);
  const [accepted, setAccepted] = useState(false);
  const { gaps, template_id } = fidelity;
  const isBlocked = gaps.some(({ blocking }) => blocking);
  const deploy = useMutation(
    trpc.marketplace.deploy.mutationOptions({
      onSuccess: async (deployed) => {
        onDeployed(deployed);
        await Promise.all([
          queryClient.invalidateQueries(trpc.agents.pathFilter()),
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
        ]);
      },
    }),
  );
  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        deploy.mutate({
          template_id,
          ...(name.trim() === '' ? {} : { name: name.trim() }),
          accept_gaps: accepted,
        });
      }}
    >
      {deploy.isError ? <FormError>{apiFailure(deploy.error).message}</FormError> : null}
      {gaps.length === 0 ? (
        <p className="flex items-center gap-1.5 text-positive text-sm">
          <CircleCheck aria-hidden="true" className="size-4" />
          Your team has all that it needs to run as it was measured.
        </p>
      ) : (
        <GapList gaps={gaps} />
      )}
      <Field
        label="Name"
        description="Lower-case letters, digits and dashes. Empty takes the template’s own."
      >
        {(control) => (
          <Input
            {...control}
            value={name}
            pattern="[a-z][a-z0-9\-]{0,62}"
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {gaps.length > 0 && !isBlocked ? (
        <label className="flex items-start gap-2 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 size-4 accent-accent-solid"
            checked={accepted}
            onChange={(event) => setAccepted(event.target.checked)}
          />
          Deploy it although it may run otherwise than it was measured
        </label>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabled={isBlocked || (gaps.length > 0 && !accepted)}
          loading={deploy.isPending}
        >
          Deploy
        </Button>
      </div>
    </form>
  );
}

function Done({ deployed, onClose }: { deployed: DeployedTemplate; onClose: () => void }) {
  return (
    <div className="flex flex-col gap-4 p-5">
      <p className="flex items-start gap-2 text-sm">
        <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
        <span>
          Version {deployed.version} is the agent <code className="font-mono">{deployed.name}</code> now
          {deployed.agents.length > 1 ? `, with ${deployed.agents.length - 1} members` : ''}.{' '}
          {deployed.editable ? 'Your team may change it.' : 'It is to be used as it is.'}
        </span>
      </p>
      {deployed.gaps.length === 0 ? null : <GapList gaps={deployed.gaps} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button asChild variant="primary">
          <Link href={`/agents/${deployed.agent_id}?panel=run`}>Run it</Link>
        </Button>
      </div>
    </div>
  );
}

'use client';

import { Button, Panel, PanelBody, PanelHeader, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { DaysLeft } from '../teams/days-left.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { AccountState } from '../trpc/outputs.ts';

const DeleteAccountDialog = dynamic(() =>
  import('./delete-account-dialog.tsx').then((module) => module.DeleteAccountDialog),
);

export function AccountPanel() {
  const trpc = useTRPC();
  const account = useQuery(trpc.privacy.account.queryOptions());
  const [deleting, setDeleting] = useState(false);
  return (
    <Panel aria-label="Your account" aria-busy={account.isPending}>
      <PanelHeader title="Your account" description="How it ends" />
      {account.isPending ? (
        <PanelBody role="status" aria-label="Loading the account">
          <Skeleton className="h-16" />
        </PanelBody>
      ) : null}
      {account.isError && account.data === undefined ? (
        <ApiErrorState
          error={account.error}
          title="The account could not be loaded"
          onRetry={() => account.refetch()}
        />
      ) : null}
      {account.data?.deletion ? <Undo deletion={account.data.deletion} /> : null}
      {account.data && account.data.deletion === null ? (
        <PanelBody className="flex flex-col items-start gap-3">
          <p className="text-sm">
            Deleting your account takes your profile, your personal team with its agents, runs, documents and
            keys, and every team in which you are alone. What you made in teams of others stays theirs and no
            longer says that it was you. You have 30 days to change your mind.
          </p>
          {account.data.settle_first.length > 0 ? <SettleFirst teams={account.data.settle_first} /> : null}
          <Button
            variant="danger"
            disabled={account.data.settle_first.length > 0}
            onClick={() => setDeleting(true)}
          >
            Delete my account
          </Button>
        </PanelBody>
      ) : null}
      <p className="border-t px-4 py-2.5 text-muted text-xs">
        After an erasure you are mailed a link to a signed receipt that says what went. Whoever has it can
        check it: the page behind the link does, and so does{' '}
        <code className="font-mono">POST /v1/receipts/verify</code>.
      </p>
      {deleting && account.data ? (
        <DeleteAccountDialog name={account.data.name} onClose={() => setDeleting(false)} />
      ) : null}
    </Panel>
  );
}

function SettleFirst({ teams }: { teams: AccountState['settle_first'] }) {
  return (
    <div className="text-sm">
      <p className="font-medium">First settle what would be left without an owner:</p>
      <ul className="mt-1 list-disc ps-5">
        {teams.map(({ id, name, personal }) => (
          <li key={id}>
            {name}:{' '}
            {personal
              ? 'others are in your personal team; remove them'
              : 'make somebody else an owner, or delete the team'}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Undo({ deletion }: { deletion: NonNullable<AccountState['deletion']> }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const keep = useMutation(
    trpc.privacy.keepAccount.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.privacy.account.pathFilter());
        toast({ title: 'Your account stays' });
      },
      onError: (error) =>
        toast({ title: 'The deletion could not be withdrawn', description: apiFailure(error).message }),
    }),
  );
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-3 bg-warning-soft p-4 text-sm"
    >
      <p className="flex min-w-0 items-start gap-2">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
        <span>
          Your account will be erased <DaysLeft iso={deletion.erased_after} />. Until then everything works as
          before.
        </span>
      </p>
      <Button variant="primary" loading={keep.isPending} onClick={() => keep.mutate()}>
        Keep my account
      </Button>
    </div>
  );
}

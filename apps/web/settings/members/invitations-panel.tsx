'use client';

import { EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { MailPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { RowsSkeleton } from '../../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { useTRPC } from '../../trpc/context.ts';
import type { InvitationSent } from '../../trpc/outputs.ts';
import { InvitationRow } from './invitation-row.tsx';

const LinkDialog = dynamic(() => import('./link-dialog.tsx').then((module) => module.LinkDialog));

/** Who is invited and has not come yet, and what became of those invited lately. */
export function InvitationsPanel() {
  const trpc = useTRPC();
  const invitations = useQuery(trpc.invitations.list.queryOptions());
  const [resent, setResent] = useState<InvitationSent | null>(null);
  const items = invitations.data?.items;
  const waiting = items?.filter(({ state }) => state === 'open' || state === 'expired');
  const ended = items?.filter(({ state }) => state === 'declined' || state === 'revoked') ?? [];
  return (
    <Panel aria-label="Invitations" aria-busy={invitations.isPending}>
      <PanelHeader title="Invitations" description="Each works once, for one address, for 7 days" />
      {invitations.isPending ? <RowsSkeleton label="Loading the invitations" /> : null}
      {invitations.isError && items === undefined ? (
        <ApiErrorState
          error={invitations.error}
          title="The invitations could not be loaded"
          onRetry={() => invitations.refetch()}
        />
      ) : null}
      {waiting?.length === 0 ? (
        <EmptyState
          icon={MailPlus}
          title="Nobody is invited"
          description="Invite people by their mail address; they join with the role that you choose."
          className="py-8"
        />
      ) : null}
      {waiting && waiting.length > 0 ? (
        <ul className="divide-y divide-border">
          {waiting.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onSent={setResent} />
          ))}
        </ul>
      ) : null}
      {ended.length > 0 ? (
        <p className="border-t px-4 py-2.5 text-muted text-xs">
          Of the last 30 days: {ended.map(({ email, state }) => `${email} (${state})`).join(', ')}
        </p>
      ) : null}
      {resent ? <LinkDialog sent={resent} onClose={() => setResent(null)} /> : null}
    </Panel>
  );
}

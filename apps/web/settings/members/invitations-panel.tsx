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
import { useWords } from '../../words/words-context.ts';
import { InvitationRow } from './invitation-row.tsx';

const LinkDialog = dynamic(() => import('./link-dialog.tsx').then((module) => module.LinkDialog));

/** Who is invited and has not come yet, and what became of those invited lately. */
export function InvitationsPanel() {
  const say = useWords('people');
  const trpc = useTRPC();
  const invitations = useQuery(trpc.invitations.list.queryOptions());
  const [resent, setResent] = useState<InvitationSent | null>(null);
  const items = invitations.data?.items;
  const waiting = items?.filter(({ state }) => state === 'open' || state === 'expired');
  const ended = items?.filter(({ state }) => state === 'declined' || state === 'revoked') ?? [];
  return (
    <Panel aria-label={say('invitations')} aria-busy={invitations.isPending}>
      <PanelHeader title={say('invitations')} description={say('invitationsHint')} />
      {invitations.isPending ? <RowsSkeleton label={say('loadingInvitations')} /> : null}
      {invitations.isError && items === undefined ? (
        <ApiErrorState
          error={invitations.error}
          title={say('invitationsFailed')}
          onRetry={() => invitations.refetch()}
        />
      ) : null}
      {waiting?.length === 0 ? (
        <EmptyState
          icon={MailPlus}
          title={say('nobodyInvited')}
          description={say('nobodyInvitedHint')}
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
          {say('ended', {
            list: ended.map(({ email, state }) => say('endedOne', { email, state })).join(', '),
          })}
        </p>
      ) : null}
      {resent ? <LinkDialog sent={resent} onClose={() => setResent(null)} /> : null}
    </Panel>
  );
}

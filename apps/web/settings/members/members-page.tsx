'use client';

import { Button, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useFrame } from '../../frame/frame-context.ts';
import { Page } from '../../frame/page.tsx';
import { RowsSkeleton } from '../../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { useTRPC } from '../../trpc/context.ts';
import type { Member } from '../../trpc/outputs.ts';
import { useWords } from '../../words/words-context.ts';
import { MemberRow } from './member-row.tsx';

const InvitationsPanel = dynamic(
  () => import('./invitations-panel.tsx').then((module) => module.InvitationsPanel),
  // After the members, who stand above it.
  { ssr: false },
);
const InviteDialog = dynamic(() => import('./invite-dialog.tsx').then((module) => module.InviteDialog));
const RemoveMemberDialog = dynamic(() =>
  import('./remove-member-dialog.tsx').then((module) => module.RemoveMemberDialog),
);

const here = '/settings/members';

/** Who is in the team and who is invited; whether the dialog is open stands in the address. */
export function MembersPage() {
  const say = useWords('people');
  const { me } = useFrame();
  const trpc = useTRPC();
  const router = useRouter();
  const inviting = useSearchParams().get('invite') !== null;
  const members = useQuery(trpc.members.list.queryOptions());
  const [removing, setRemoving] = useState<Member | null>(null);
  const mayManage = me.team.role === 'owner' || me.team.role === 'admin';
  const items = members.data?.items;

  return (
    <Page
      title={say('members')}
      description={say('membersHint')}
      actions={
        mayManage ? (
          <Button variant="primary" onClick={() => router.replace(`${here}?invite=1`, { scroll: false })}>
            <UserPlus aria-hidden="true" />
            {say('invite')}
          </Button>
        ) : null
      }
    >
      <div className="flex flex-col gap-6">
        <Panel aria-label={say('members')} aria-busy={members.isPending}>
          <PanelHeader
            title={say('members')}
            description={items === undefined ? undefined : say('people', { count: items.length })}
          />
          {members.isPending ? <RowsSkeleton label={say('loadingMembers')} /> : null}
          {members.isError && items === undefined ? (
            <ApiErrorState
              error={members.error}
              title={say('membersFailed')}
              onRetry={() => members.refetch()}
            />
          ) : null}
          {items === undefined ? null : (
            <ul className="divide-y divide-border">
              {items.map((member) => (
                <MemberRow key={member.user_id} member={member} onRemove={() => setRemoving(member)} />
              ))}
            </ul>
          )}
        </Panel>
        {mayManage ? <InvitationsPanel /> : null}
      </div>
      {inviting && mayManage ? (
        <InviteDialog onClose={() => router.replace(here, { scroll: false })} />
      ) : null}
      {removing ? <RemoveMemberDialog member={removing} onClose={() => setRemoving(null)} /> : null}
    </Page>
  );
}

'use client';

import { Button, Panel, PanelHeader, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useFrame } from '../../frame/frame-context.ts';
import { Page } from '../../frame/page.tsx';
import { RowsSkeleton } from '../../lists/rows-skeleton.tsx';
import { DaysLeft } from '../../teams/days-left.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { useSwitchTeam } from '../../teams/use-switch-team.ts';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { OwnTeams } from '../../trpc/outputs.ts';

const CreateTeamDialog = dynamic(() =>
  import('../../teams/create-team-dialog.tsx').then((module) => module.CreateTeamDialog),
);

/** Every team of the person, what invites them, and what they deleted and can have back. */
export function TeamsPage() {
  const trpc = useTRPC();
  const teams = useQuery(trpc.teams.list.queryOptions());
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title="Your teams"
      description="You act in one at a time; switch at the top of the sidebar."
      className="mx-0 max-w-3xl"
      actions={
        <Button onClick={() => setCreating(true)}>
          <Plus aria-hidden="true" />
          Create team
        </Button>
      }
    >
      {teams.isPending ? (
        <Panel aria-busy="true">
          <RowsSkeleton label="Loading your teams" />
        </Panel>
      ) : null}
      {teams.isError ? (
        <ApiErrorState
          error={teams.error}
          title="Your teams could not be loaded"
          onRetry={() => teams.refetch()}
        />
      ) : null}
      {teams.data ? (
        <div className="flex flex-col gap-6">
          {teams.data.invitations.length > 0 ? <Invitations invitations={teams.data.invitations} /> : null}
          <Memberships items={teams.data.items} />
          {teams.data.deleted.length > 0 ? <Deleted deleted={teams.data.deleted} /> : null}
        </div>
      ) : null}
      {creating ? <CreateTeamDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function Memberships({ items }: Pick<OwnTeams, 'items'>) {
  const { me } = useFrame();
  const switchTeam = useSwitchTeam();
  return (
    <Panel aria-label="Teams">
      <PanelHeader title="Teams" />
      <ul className="divide-y divide-border">
        {items.map((team) => (
          <Line
            key={team.id}
            title={team.name}
            says={`${roleNames[team.role]}${team.personal ? ' · your personal team' : ''}`}
          >
            {team.id === me.team.id ? (
              <span className="inline-flex items-center gap-1.5 text-muted text-sm">
                <Check aria-hidden="true" className="size-4" />
                You are here
              </span>
            ) : (
              <Button size="sm" aria-label={`Switch to ${team.name}`} onClick={() => void switchTeam(team)}>
                Switch
              </Button>
            )}
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Invitations({ invitations }: Pick<OwnTeams, 'invitations'>) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const switchTeam = useSwitchTeam();
  const onError = (error: unknown) =>
    toast({ title: 'That did not work', description: apiFailure(error).message, tone: 'danger' });
  const accept = useMutation(trpc.invitations.acceptOwn.mutationOptions({ onError }));
  const decline = useMutation(
    trpc.invitations.decline.mutationOptions({
      onError,
      onSettled: async () => {
        await queryClient.invalidateQueries(trpc.teams.list.pathFilter());
        router.refresh();
      },
    }),
  );
  return (
    <Panel aria-label="Invitations">
      <PanelHeader title="Invitations" />
      <ul className="divide-y divide-border">
        {invitations.map(({ id, team_name, role, invited_by, expires_at }) => (
          <Line
            key={id}
            title={team_name}
            says={
              <>
                {invited_by ?? 'A former member'} invites you as {roleNames[role].toLowerCase()} · ends{' '}
                <DaysLeft iso={expires_at} />
              </>
            }
          >
            <Button
              size="sm"
              aria-label={`Decline the invitation of ${team_name}`}
              disabled={accept.isPending || decline.isPending}
              onClick={() => decline.mutate({ id })}
            >
              Decline
            </Button>
            <Button
              size="sm"
              variant="primary"
              aria-label={`Join ${team_name}`}
              loading={accept.isPending && accept.variables.id === id}
              onClick={() =>
                accept.mutate(
                  { id },
                  { onSuccess: ({ team_id }) => switchTeam({ id: team_id, name: team_name }) },
                )
              }
            >
              Join
            </Button>
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Deleted({ deleted }: Pick<OwnTeams, 'deleted'>) {
  const trpc = useTRPC();
  const toast = useToast();
  const switchTeam = useSwitchTeam();
  const restore = useMutation(
    trpc.teams.restore.mutationOptions({
      onError: (error) =>
        toast({ title: 'It was not restored', description: apiFailure(error).message, tone: 'danger' }),
    }),
  );
  return (
    <Panel aria-label="Deleted teams">
      <PanelHeader
        title="Deleted teams"
        description="Nobody can use them; you can have them back until they are erased"
      />
      <ul className="divide-y divide-border">
        {deleted.map((team) => (
          <Line
            key={team.id}
            title={team.name}
            says={
              <>
                Deleted <RelativeTime iso={team.deleted_at} /> · erased <DaysLeft iso={team.erased_after} />
              </>
            }
          >
            <Button
              size="sm"
              aria-label={`Restore ${team.name}`}
              loading={restore.isPending && restore.variables.id === team.id}
              onClick={() =>
                restore.mutate({ id: team.id }, { onSuccess: () => switchTeam(team, '/settings/team') })
              }
            >
              Restore
            </Button>
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Line({ title, says, children }: { title: string; says: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-52">
        <span className="block truncate font-medium text-sm">{title}</span>
        <span className="block text-muted text-xs">{says}</span>
      </span>
      <span className="flex items-center gap-2">{children}</span>
    </li>
  );
}

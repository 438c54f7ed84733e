'use client';

import { Button, Panel, PanelHeader, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { useFrame } from '../../frame/frame-context.ts';
import { Page } from '../../frame/page.tsx';
import { RowsSkeleton } from '../../lists/rows-skeleton.tsx';
import { DaysLeft } from '../../teams/days-left.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { useSwitchTeam } from '../../teams/use-switch-team.ts';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { useTRPC } from '../../trpc/context.ts';
import type { OwnTeams } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';

const CreateTeamDialog = dynamic(() =>
  import('../../teams/create-team-dialog.tsx').then((module) => module.CreateTeamDialog),
);

const here = '/settings/teams';

/** Every team of the person, what invites them, and what they deleted and can have back. */
export function TeamsPage() {
  const say = useWords('people');
  const trpc = useTRPC();
  const teams = useQuery(trpc.teams.list.queryOptions());
  const router = useRouter();
  const creating = useSearchParams().has('new');
  const create = (open: boolean) => router.replace(open ? `${here}?new=1` : here, { scroll: false });
  return (
    <Page
      title={say('yourTeams')}
      description={say('yourTeamsHint')}
      className="mx-0 max-w-3xl"
      actions={
        <Button onClick={() => create(true)}>
          <Plus aria-hidden="true" />
          {say('createTeam')}
        </Button>
      }
    >
      {teams.isPending ? (
        <Panel aria-busy="true">
          <RowsSkeleton label={say('loadingTeams')} />
        </Panel>
      ) : null}
      {teams.isError ? (
        <ApiErrorState error={teams.error} title={say('teamsFailed')} onRetry={() => teams.refetch()} />
      ) : null}
      {teams.data ? (
        <div className="flex flex-col gap-6">
          {teams.data.invitations.length > 0 ? <Invitations invitations={teams.data.invitations} /> : null}
          <Memberships items={teams.data.items} />
          {teams.data.deleted.length > 0 ? <Deleted deleted={teams.data.deleted} /> : null}
        </div>
      ) : null}
      {creating ? <CreateTeamDialog onClose={() => create(false)} /> : null}
    </Page>
  );
}

function Memberships({ items }: Pick<OwnTeams, 'items'>) {
  const say = useWords('people');
  const sayPart = useWords('parts');
  const { me } = useFrame();
  const switchTeam = useSwitchTeam();
  return (
    <Panel aria-label={say('teams')}>
      <PanelHeader title={say('teams')} />
      <ul className="divide-y divide-border">
        {items.map((team) => (
          <Line
            key={team.id}
            title={team.name}
            says={
              team.personal
                ? say('personal', { role: sayPart(roleNames[team.role]) })
                : sayPart(roleNames[team.role])
            }
          >
            {team.id === me.team.id ? (
              <span className="inline-flex items-center gap-1.5 text-muted text-sm">
                <Check aria-hidden="true" className="size-4" />
                {say('here')}
              </span>
            ) : (
              <Button
                size="sm"
                aria-label={say('switchTo', { name: team.name })}
                onClick={() => void switchTeam(team)}
              >
                {say('switch')}
              </Button>
            )}
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Invitations({ invitations }: Pick<OwnTeams, 'invitations'>) {
  const say = useWords('people');
  const trpc = useTRPC();
  const tellFailure = useTellFailure();
  const toast = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const switchTeam = useSwitchTeam();
  const onError = (error: unknown) =>
    toast({ title: say('didNotWork'), description: tellFailure(error), tone: 'danger' });
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
    <Panel aria-label={say('invitations')}>
      <PanelHeader title={say('invitations')} />
      <ul className="divide-y divide-border">
        {invitations.map(({ id, team_name, role, invited_by, expires_at }) => (
          <Line
            key={id}
            title={team_name}
            says={
              <>
                {say('invitesYou', { name: invited_by ?? say('aFormerMember'), role })} · {say('ends')}{' '}
                <DaysLeft iso={expires_at} />
              </>
            }
          >
            <Button
              size="sm"
              aria-label={say('declineOf', { team: team_name })}
              disabled={accept.isPending || decline.isPending}
              onClick={() => decline.mutate({ id })}
            >
              {say('decline')}
            </Button>
            <Button
              size="sm"
              variant="primary"
              aria-label={say('joinNamed', { team: team_name })}
              loading={accept.isPending && accept.variables.id === id}
              onClick={() =>
                accept.mutate(
                  { id },
                  { onSuccess: ({ team_id }) => switchTeam({ id: team_id, name: team_name }) },
                )
              }
            >
              {say('join')}
            </Button>
          </Line>
        ))}
      </ul>
    </Panel>
  );
}

function Deleted({ deleted }: Pick<OwnTeams, 'deleted'>) {
  const say = useWords('people');
  const trpc = useTRPC();
  const tellFailure = useTellFailure();
  const toast = useToast();
  const switchTeam = useSwitchTeam();
  const restore = useMutation(
    trpc.teams.restore.mutationOptions({
      onError: (error) =>
        toast({ title: say('notRestored'), description: tellFailure(error), tone: 'danger' }),
    }),
  );
  return (
    <Panel aria-label={say('deletedTeams')}>
      <PanelHeader title={say('deletedTeams')} description={say('deletedHint')} />
      <ul className="divide-y divide-border">
        {deleted.map((team) => (
          <Line
            key={team.id}
            title={team.name}
            says={
              <>
                {say('deleted')} <RelativeTime iso={team.deleted_at} /> · {say('erased')}{' '}
                <DaysLeft iso={team.erased_after} />
              </>
            }
          >
            <Button
              size="sm"
              aria-label={say('restoreNamed', { name: team.name })}
              loading={restore.isPending && restore.variables.id === team.id}
              onClick={() =>
                restore.mutate({ id: team.id }, { onSuccess: () => switchTeam(team, '/settings/team') })
              }
            >
              {say('restore')}
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

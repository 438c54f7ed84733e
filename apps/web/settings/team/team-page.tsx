'use client';

import {
  Button,
  CopyButton,
  Field,
  Input,
  Panel,
  PanelBody,
  PanelHeader,
  Skeleton,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FormError } from '../../auth/form-parts.tsx';
import { useFrame } from '../../frame/frame-context.ts';
import { Page } from '../../frame/page.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';

const DeleteTeamDialog = dynamic(() =>
  import('./delete-team-dialog.tsx').then((module) => module.DeleteTeamDialog),
);
const TransferTeamDialog = dynamic(() =>
  import('./transfer-team-dialog.tsx').then((module) => module.TransferTeamDialog),
);
const LeaveTeamDialog = dynamic(() =>
  import('./leave-team-dialog.tsx').then((module) => module.LeaveTeamDialog),
);

const planNames = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' } as const;

export function TeamPage() {
  const say = useWords('people');
  const trpc = useTRPC();
  const team = useQuery(trpc.teams.get.queryOptions());
  return (
    <Page title={say('general')} description={say('generalHint')} className="mx-0 max-w-3xl">
      {team.isPending ? (
        <Panel>
          <PanelBody className="flex flex-col gap-3">
            <span className="sr-only">{say('loadingTeam')}</span>
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-5 w-56" />
          </PanelBody>
        </Panel>
      ) : null}
      {team.isError ? (
        <ApiErrorState error={team.error} title={say('teamFailed')} onRetry={() => team.refetch()} />
      ) : null}
      {team.data ? (
        <div className="flex flex-col gap-6">
          <NamePanel key={team.data.name} team={team.data} />
          <EndPanel team={team.data} />
        </div>
      ) : null}
    </Page>
  );
}

function NamePanel({ team }: { team: Team }) {
  const say = useWords('people');
  const { me } = useFrame();
  const trpc = useTRPC();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState(team.name);
  const mayChange = me.team.role === 'owner' || me.team.role === 'admin';
  const rename = useMutation(
    trpc.teams.rename.mutationOptions({
      onSuccess: async (renamed) => {
        await queryClient.invalidateQueries(trpc.teams.pathFilter());
        // The rail says it too.
        router.refresh();
        toast({ title: say('renamed', { name: renamed.name }) });
      },
    }),
  );
  return (
    <Panel aria-label={say('team')}>
      <PanelBody className="flex flex-col gap-5">
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate({ name });
          }}
        >
          {rename.isError ? <FormError>{tellFailure(rename.error)}</FormError> : null}
          <Field label={say('name')} description={mayChange ? undefined : say('adminsChange')}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={100}
                disabled={!mayChange}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {mayChange ? (
            <div>
              <Button
                type="submit"
                variant="primary"
                disabled={name.trim() === '' || name.trim() === team.name}
                loading={rename.isPending}
              >
                {say('saveName')}
              </Button>
            </div>
          ) : null}
        </form>
        <dl className="grid gap-x-6 gap-y-3 border-t pt-4 text-sm sm:grid-cols-[8rem_1fr]">
          <dt className="text-muted">{say('teamId')}</dt>
          <dd className="flex min-w-0 items-center gap-2">
            <code className="truncate font-mono text-xs">{team.id}</code>
            <CopyButton value={team.id} label={say('copyTeamId')} />
          </dd>
          <dt className="text-muted">{say('plan')}</dt>
          <dd>{planNames[team.plan]}</dd>
          <dt className="text-muted">{say('members')}</dt>
          <dd className="tabular-nums">{team.members}</dd>
          <dt className="text-muted">{say('yourRole')}</dt>
          <dd>{sayPart(roleNames[me.team.role])}</dd>
        </dl>
      </PanelBody>
    </Panel>
  );
}

function EndPanel({ team }: { team: Team }) {
  const say = useWords('people');
  const { me } = useFrame();
  const [open, setOpen] = useState<'leave' | 'transfer' | 'delete' | null>(null);
  const owns = me.team.role === 'owner';
  const close = () => setOpen(null);
  if (team.personal && owns) {
    return <p className="text-muted text-sm">{say('personalTeam')}</p>;
  }
  return (
    <Panel aria-label={say('ending')}>
      <PanelHeader title={say('ending')} />
      <ul className="divide-y divide-border">
        <Act
          title={say('leaveTeam')}
          says={say('leaveSays')}
          onAct={() => setOpen('leave')}
          verb={say('leave')}
        />
        {owns ? (
          <Act
            title={say('handOver')}
            says={say('handOverSays')}
            onAct={() => setOpen('transfer')}
            verb={say('transfer')}
          />
        ) : null}
        {owns ? (
          <Act
            title={say('deleteTeam')}
            says={say('deleteSays')}
            onAct={() => setOpen('delete')}
            verb={say('delete')}
            danger
          />
        ) : null}
      </ul>
      {open === 'leave' ? <LeaveTeamDialog team={team} onClose={close} /> : null}
      {open === 'transfer' ? <TransferTeamDialog team={team} onClose={close} /> : null}
      {open === 'delete' ? <DeleteTeamDialog team={team} onClose={close} /> : null}
    </Panel>
  );
}

interface ActProps {
  title: string;
  says: string;
  verb: string;
  danger?: boolean;
  onAct: () => void;
}

function Act({ title, says, verb, danger = false, onAct }: ActProps) {
  const say = useWords('people');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-52">
        <span className="block font-medium text-sm">{title}</span>
        <span className="block text-muted text-xs">{says}</span>
      </span>
      <Button
        variant={danger ? 'danger' : 'secondary'}
        onClick={onAct}
        aria-label={say('actOnTeam', { verb })}
      >
        {verb}
      </Button>
    </li>
  );
}

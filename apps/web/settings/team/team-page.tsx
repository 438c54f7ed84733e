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
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';

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
  const trpc = useTRPC();
  const team = useQuery(trpc.teams.get.queryOptions());
  return (
    <Page
      title="General"
      description="What this team is called, what it has, and how it ends."
      className="mx-0 max-w-3xl"
    >
      {team.isPending ? (
        <Panel>
          <PanelBody className="flex flex-col gap-3">
            <span className="sr-only">Loading the team</span>
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-5 w-56" />
          </PanelBody>
        </Panel>
      ) : null}
      {team.isError ? (
        <ApiErrorState
          error={team.error}
          title="The team could not be loaded"
          onRetry={() => team.refetch()}
        />
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
  const { me } = useFrame();
  const trpc = useTRPC();
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
        toast({ title: `The team is called ${renamed.name} now` });
      },
    }),
  );
  return (
    <Panel aria-label="Team">
      <PanelBody className="flex flex-col gap-5">
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate({ name });
          }}
        >
          {rename.isError ? <FormError>{apiFailure(rename.error).message}</FormError> : null}
          <Field label="Name" description={mayChange ? undefined : 'Owners and admins change it.'}>
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
                Save name
              </Button>
            </div>
          ) : null}
        </form>
        <dl className="grid gap-x-6 gap-y-3 border-t pt-4 text-sm sm:grid-cols-[8rem_1fr]">
          <dt className="text-muted">Team id</dt>
          <dd className="flex min-w-0 items-center gap-2">
            <code className="truncate font-mono text-xs">{team.id}</code>
            <CopyButton value={team.id} label="Copy the team id" />
          </dd>
          <dt className="text-muted">Plan</dt>
          <dd>{planNames[team.plan]}</dd>
          <dt className="text-muted">Members</dt>
          <dd className="tabular-nums">{team.members}</dd>
          <dt className="text-muted">Your role</dt>
          <dd className="capitalize">{me.team.role}</dd>
        </dl>
      </PanelBody>
    </Panel>
  );
}

function EndPanel({ team }: { team: Team }) {
  const { me } = useFrame();
  const [open, setOpen] = useState<'leave' | 'transfer' | 'delete' | null>(null);
  const owns = me.team.role === 'owner';
  const close = () => setOpen(null);
  if (team.personal && owns) {
    return (
      <p className="text-muted text-sm">
        This is your personal team. It stays yours as long as your account exists: create another team to
        share and hand over.
      </p>
    );
  }
  return (
    <Panel aria-label="Leaving and ending">
      <PanelHeader title="Leaving and ending" />
      <ul className="divide-y divide-border">
        <Act
          title="Leave the team"
          says="You lose what is in it. What you made stays."
          onAct={() => setOpen('leave')}
          verb="Leave"
        />
        {owns ? (
          <Act
            title="Hand the team over"
            says="A member becomes its owner, and you an admin."
            onAct={() => setOpen('transfer')}
            verb="Transfer"
          />
        ) : null}
        {owns ? (
          <Act
            title="Delete the team"
            says="Shut at once for everyone, keys included. For 30 days you can have it back."
            onAct={() => setOpen('delete')}
            verb="Delete"
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
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-52">
        <span className="block font-medium text-sm">{title}</span>
        <span className="block text-muted text-xs">{says}</span>
      </span>
      <Button variant={danger ? 'danger' : 'secondary'} onClick={onAct} aria-label={`${verb} the team`}>
        {verb}
      </Button>
    </li>
  );
}

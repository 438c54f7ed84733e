'use client';

import { useMutation } from '@tanstack/react-query';
import { chooseTeam } from '../../teams/choose-team.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function LeaveTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const say = useWords('people');
  const tellFailure = useTellFailure();
  const trpc = useTRPC();
  const leave = useMutation(
    trpc.teams.leave.mutationOptions({
      onSuccess: async () => {
        await chooseTeam(null);
        location.assign('/agents');
      },
    }),
  );
  return (
    <TypedNameDialog
      title={say('leaveTitle', { name: team.name })}
      description={say('leaveHint')}
      name={team.name}
      verb={say('leaveVerb')}
      pending={leave.isPending || leave.isSuccess}
      failure={leave.isError ? tellFailure(leave.error) : null}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    />
  );
}

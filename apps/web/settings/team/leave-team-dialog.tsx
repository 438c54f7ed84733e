'use client';

import { useMutation } from '@tanstack/react-query';
import { chooseTeam } from '../../teams/choose-team.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function LeaveTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
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
      title={`Leave ${team.name}?`}
      description="You come back by another invitation alone. What you made stays with the team, and so do the keys that you made."
      name={team.name}
      verb="Leave team"
      pending={leave.isPending || leave.isSuccess}
      failure={leave.isError ? apiFailure(leave.error).message : null}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    />
  );
}

'use client';

import { useMutation } from '@tanstack/react-query';
import { chooseTeam } from '../../teams/choose-team.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function DeleteTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.teams.delete.mutationOptions({
      onSuccess: async () => {
        await chooseTeam(null);
        location.assign('/settings/teams');
      },
    }),
  );
  return (
    <TypedNameDialog
      title={`Delete ${team.name}?`}
      description={`Its ${team.members === 1 ? 'member loses' : `${team.members} members lose`} it at once, its keys stop working and its runs are stopped. For 30 days you find it under Your teams; then everything in it is erased.`}
      name={team.name}
      verb="Delete team"
      pending={remove.isPending || remove.isSuccess}
      failure={remove.isError ? apiFailure(remove.error).message : null}
      onConfirm={() => remove.mutate({ confirm_name: team.name })}
      onClose={onClose}
    />
  );
}

'use client';

import { useMutation } from '@tanstack/react-query';
import { chooseTeam } from '../../teams/choose-team.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function DeleteTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const say = useWords('people');
  const tellFailure = useTellFailure();
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
      title={say('deleteTitle', { name: team.name })}
      description={say('deleteHint', { count: team.members })}
      name={team.name}
      verb={say('deleteVerb')}
      pending={remove.isPending || remove.isSuccess}
      failure={remove.isError ? tellFailure(remove.error) : null}
      onConfirm={() => remove.mutate({ confirm_name: team.name })}
      onClose={onClose}
    />
  );
}

'use client';

import { Field, Select } from '@agent-factory/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFrame } from '../../frame/frame-context.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function TransferTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const { me } = useFrame();
  const trpc = useTRPC();
  const members = useQuery(trpc.members.list.queryOptions());
  const heirs = members.data?.items.filter(({ user_id }) => user_id !== me.user.id) ?? [];
  const [chosen, setChosen] = useState('');
  const heir = chosen === '' ? (heirs[0]?.user_id ?? '') : chosen;
  const transfer = useMutation(
    // The role of who gave it away is on every page.
    trpc.teams.transfer.mutationOptions({ onSuccess: () => location.assign('/settings/members') }),
  );
  const nobody = members.isSuccess && heirs.length === 0;
  return (
    <TypedNameDialog
      title={`Hand ${team.name} over?`}
      description="Only the new owner can give it back. You stay in the team as an admin."
      name={team.name}
      verb="Transfer team"
      pending={transfer.isPending || transfer.isSuccess}
      failure={
        nobody
          ? 'You are alone in this team. Invite somebody first.'
          : transfer.isError
            ? apiFailure(transfer.error).message
            : null
      }
      onConfirm={() => transfer.mutate({ user_id: heir, confirm_name: team.name })}
      onClose={onClose}
    >
      {nobody ? null : (
        <Field label="New owner">
          {(control) => (
            <Select
              {...control}
              value={heir}
              onValueChange={setChosen}
              options={heirs.map(({ user_id, name, email }) => ({
                value: user_id,
                label: email === null ? name : `${name} (${email})`,
              }))}
            />
          )}
        </Field>
      )}
    </TypedNameDialog>
  );
}

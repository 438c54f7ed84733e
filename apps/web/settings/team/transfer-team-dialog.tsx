'use client';

import { Field, Select } from '@agent-factory/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFrame } from '../../frame/frame-context.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Team } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function TransferTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const say = useWords('people');
  const { me } = useFrame();
  const tellFailure = useTellFailure();
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
      title={say('handTitle', { name: team.name })}
      description={say('handHint')}
      name={team.name}
      verb={say('handVerb')}
      pending={transfer.isPending || transfer.isSuccess}
      failure={nobody ? say('alone') : transfer.isError ? tellFailure(transfer.error) : null}
      onConfirm={() => transfer.mutate({ user_id: heir, confirm_name: team.name })}
      onClose={onClose}
    >
      {nobody ? null : (
        <Field label={say('newOwner')}>
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

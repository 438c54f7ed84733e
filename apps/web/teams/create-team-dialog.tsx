'use client';

import { Button, Dialog, DialogContent, Field, Input } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';
import { useSwitchTeam } from './use-switch-team.ts';

export function CreateTeamDialog({ onClose }: { onClose: () => void }) {
  const say = useWords('frame');
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const trpc = useTRPC();
  const switchTeam = useSwitchTeam();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const create = useMutation(
    trpc.teams.create.mutationOptions({ onSuccess: (team) => switchTeam(team, '/settings/members') }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('createTeam')} description={say('createTeamHint')}>
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            setMissing(name.trim() === '');
            if (name.trim() !== '') create.mutate({ name });
          }}
        >
          {create.isError ? <FormError>{tellFailure(create.error)}</FormError> : null}
          <Field label={say('teamName')} error={missing ? say('giveTeamName') : undefined}>
            {(control) => (
              <Input
                {...control}
                value={name}
                autoFocus
                maxLength={100}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{sayPart('cancel')}</Button>
            <Button type="submit" variant="primary" loading={create.isPending || create.isSuccess}>
              {say('createTeam')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

'use client';

import { Button, Dialog, DialogContent, Field, Input } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { useSwitchTeam } from './use-switch-team.ts';

export function CreateTeamDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const switchTeam = useSwitchTeam();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const create = useMutation(
    trpc.teams.create.mutationOptions({ onSuccess: (team) => switchTeam(team, '/settings/members') }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Create team"
        description="Its members share agents, runs, keys and everything else. You own it."
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            setMissing(name.trim() === '');
            if (name.trim() !== '') create.mutate({ name });
          }}
        >
          {create.isError ? <FormError>{apiFailure(create.error).message}</FormError> : null}
          <Field label="Name" error={missing ? 'Give the team a name.' : undefined}>
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
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" loading={create.isPending || create.isSuccess}>
              Create team
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

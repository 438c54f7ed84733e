'use client';

import type { TeamRole } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Field, Input, Select } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError, TextLink } from '../../auth/form-parts.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { useTRPC } from '../../trpc/context.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';
import { SentLink } from './link-dialog.tsx';

/** Owners are made of members. */
const offered = ['viewer', 'editor', 'admin'] as const satisfies readonly TeamRole[];
type Offered = (typeof offered)[number];

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const say = useWords('people');
  const trpc = useTRPC();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Offered>('editor');
  const [problem, setProblem] = useState<string | undefined>();
  const invite = useMutation(
    trpc.invitations.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.invitations.list.pathFilter()),
    }),
  );
  if (invite.isSuccess) {
    return (
      <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
        <DialogContent title={say('isInvited', { email: invite.data.email })}>
          <SentLink sent={invite.data}>
            <Button
              onClick={() => {
                invite.reset();
                setEmail('');
              }}
            >
              {say('inviteAnother')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {say('done')}
            </Button>
          </SentLink>
        </DialogContent>
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('invite')} description={say('inviteHint')}>
        <form
          noValidate
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            const given = email.trim();
            setProblem(/^\S+@\S+\.\S+$/.test(given) ? undefined : say('wholeAddress'));
            if (/^\S+@\S+\.\S+$/.test(given)) invite.mutate({ email: given, role });
          }}
        >
          {invite.isError ? <FormError>{tellFailure(invite.error)}</FormError> : null}
          <Field label={say('email')} error={problem}>
            {(control) => (
              <Input
                {...control}
                type="email"
                value={email}
                autoFocus
                autoComplete="off"
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
          <Field label={say('role')} aside={<TextLink href="/settings/roles">{say('whatMay')}</TextLink>}>
            {(control) => (
              <Select
                {...control}
                value={role}
                onValueChange={(next) => setRole(next as Offered)}
                options={offered.map((value) => ({ value, label: sayPart(roleNames[value]) }))}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{sayPart('cancel')}</Button>
            <Button type="submit" variant="primary" loading={invite.isPending}>
              {say('sendInvitation')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

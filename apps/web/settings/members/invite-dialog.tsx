'use client';

import type { TeamRole } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Field, Input, Select } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError, TextLink } from '../../auth/form-parts.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import { SentLink } from './link-dialog.tsx';

/** Owners are made of members. */
const offered = ['viewer', 'editor', 'admin'] as const satisfies readonly TeamRole[];
type Offered = (typeof offered)[number];

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
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
        <DialogContent title={`${invite.data.email} is invited`}>
          <SentLink sent={invite.data}>
            <Button
              onClick={() => {
                invite.reset();
                setEmail('');
              }}
            >
              Invite another
            </Button>
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          </SentLink>
        </DialogContent>
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title="Invite" description="They get a mail with a link that works once, for 7 days.">
        <form
          noValidate
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            const given = email.trim();
            setProblem(/^\S+@\S+\.\S+$/.test(given) ? undefined : 'Enter a whole mail address.');
            if (/^\S+@\S+\.\S+$/.test(given)) invite.mutate({ email: given, role });
          }}
        >
          {invite.isError ? <FormError>{apiFailure(invite.error).message}</FormError> : null}
          <Field label="Email" error={problem}>
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
          <Field label="Role" aside={<TextLink href="/settings/roles">What may each do?</TextLink>}>
            {(control) => (
              <Select
                {...control}
                value={role}
                onValueChange={(next) => setRole(next as Offered)}
                options={offered.map((value) => ({ value, label: roleNames[value] }))}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" loading={invite.isPending}>
              Send invitation
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

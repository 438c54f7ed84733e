'use client';

import { Button, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Clock, Send, X } from 'lucide-react';
import { DaysLeft } from '../../teams/days-left.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Invitation, InvitationSent } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';

export interface InvitationRowProps {
  invitation: Invitation;
  /** It was sent again, with another link. */
  onSent: (sent: InvitationSent) => void;
}

export function InvitationRow({ invitation, onSent }: InvitationRowProps) {
  const say = useWords('people');
  const trpc = useTRPC();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.invitations.list.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ title, description: tellFailure(error), tone: 'danger' });
  const resend = useMutation(
    trpc.invitations.resend.mutationOptions({
      onSuccess: onSent,
      onError: failed(say('notSent')),
      onSettled: refresh,
    }),
  );
  const revoke = useMutation(
    trpc.invitations.revoke.mutationOptions({
      onSuccess: () => toast({ title: say('notInvited', { email: invitation.email }) }),
      onError: failed(say('notRevoked')),
      onSettled: refresh,
    }),
  );
  const expired = invitation.state === 'expired';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium text-sm">{invitation.email}</span>
        <span className="flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
          {sayPart(roleNames[invitation.role])} ·{' '}
          {say('byMember', { name: invitation.invited_by ?? say('formerMember') })} ·
          {expired ? (
            <span className="inline-flex items-center gap-1 text-warning">
              <Clock aria-hidden="true" className="size-3" />
              {say('ranOut')} <RelativeTime iso={invitation.expires_at} />
            </span>
          ) : (
            <span>
              {say.rich('sentEnds', {
                sent: () => <RelativeTime key="sent" iso={invitation.sent_at} />,
                ends: () => <DaysLeft key="ends" iso={invitation.expires_at} />,
              })}
            </span>
          )}
        </span>
      </span>
      <span className="flex items-center gap-2">
        <Button
          size="sm"
          loading={resend.isPending}
          aria-label={say('sendAgainTo', { email: invitation.email })}
          onClick={() => resend.mutate({ id: invitation.id })}
        >
          <Send aria-hidden="true" />
          {say('sendAgain')}
        </Button>
        <Button
          size="icon"
          variant="ghost"
          aria-label={say('revokeOf', { email: invitation.email })}
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ id: invitation.id })}
        >
          <X aria-hidden="true" />
        </Button>
      </span>
    </li>
  );
}

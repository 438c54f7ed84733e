'use client';

import { Button, RelativeTime, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Clock, Send, X } from 'lucide-react';
import { DaysLeft } from '../../teams/days-left.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Invitation, InvitationSent } from '../../trpc/outputs.ts';

export interface InvitationRowProps {
  invitation: Invitation;
  /** It was sent again, with another link. */
  onSent: (sent: InvitationSent) => void;
}

export function InvitationRow({ invitation, onSent }: InvitationRowProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.invitations.list.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ title, description: apiFailure(error).message, tone: 'danger' });
  const resend = useMutation(
    trpc.invitations.resend.mutationOptions({
      onSuccess: onSent,
      onError: failed('It was not sent'),
      onSettled: refresh,
    }),
  );
  const revoke = useMutation(
    trpc.invitations.revoke.mutationOptions({
      onSuccess: () => toast({ title: `${invitation.email} is not invited any more` }),
      onError: failed('It was not revoked'),
      onSettled: refresh,
    }),
  );
  const expired = invitation.state === 'expired';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium text-sm">{invitation.email}</span>
        <span className="flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
          {roleNames[invitation.role]} · by {invitation.invited_by ?? 'a former member'} ·
          {expired ? (
            <span className="inline-flex items-center gap-1 text-warning">
              <Clock aria-hidden="true" className="size-3" />
              ran out <RelativeTime iso={invitation.expires_at} />
            </span>
          ) : (
            <span>
              sent <RelativeTime iso={invitation.sent_at} />, ends <DaysLeft iso={invitation.expires_at} />
            </span>
          )}
        </span>
      </span>
      <span className="flex items-center gap-2">
        <Button
          size="sm"
          loading={resend.isPending}
          aria-label={`Send again to ${invitation.email}`}
          onClick={() => resend.mutate({ id: invitation.id })}
        >
          <Send aria-hidden="true" />
          Send again
        </Button>
        <Button
          size="icon"
          variant="ghost"
          aria-label={`Revoke the invitation of ${invitation.email}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ id: invitation.id })}
        >
          <X aria-hidden="true" />
        </Button>
      </span>
    </li>
  );
}

'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFrame } from '../../frame/frame-context.ts';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Member } from '../../trpc/outputs.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { me } = useFrame();
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.members.list.pathFilter());
        toast({ title: `${member.name} was removed` });
        onClose();
      },
    }),
  );
  return (
    <TypedNameDialog
      title={`Remove ${member.name}?`}
      description={`They lose ${me.team.name} within seconds, everywhere. What they made stays, and so do the keys that they made: revoke those that nobody else should hold.`}
      name={member.name}
      verb="Remove member"
      pending={remove.isPending}
      failure={remove.isError ? apiFailure(remove.error).message : null}
      onConfirm={() => remove.mutate({ user_id: member.user_id })}
      onClose={onClose}
    />
  );
}

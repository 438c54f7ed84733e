'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFrame } from '../../frame/frame-context.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Member } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';
import { TypedNameDialog } from '../typed-name-dialog.tsx';

export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const say = useWords('people');
  const { me } = useFrame();
  const trpc = useTRPC();
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.members.list.pathFilter());
        toast({ title: say('removed', { name: member.name }) });
        onClose();
      },
    }),
  );
  return (
    <TypedNameDialog
      title={say('removeTitle', { name: member.name })}
      description={say('removeHint', { team: me.team.name })}
      name={member.name}
      verb={say('removeMember')}
      pending={remove.isPending}
      failure={remove.isError ? tellFailure(remove.error) : null}
      onConfirm={() => remove.mutate({ user_id: member.user_id })}
      onClose={onClose}
    />
  );
}

'use client';

import { type TeamRole, teamRoles } from '@agent-factory/contracts';
import { Button, RelativeTime, Select, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { useFrame } from '../../frame/frame-context.ts';
import { roleNames } from '../../teams/role-names.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Member } from '../../trpc/outputs.ts';
import { useTellFailure } from '../../trpc/use-tell-failure.ts';
import { useWords } from '../../words/words-context.ts';

/** One member; who may gives another role right here, and takes it back the same way. */
export function MemberRow({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const say = useWords('people');
  const { me } = useFrame();
  const trpc = useTRPC();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.members.changeRole.mutationOptions({
      onSuccess: (changed) =>
        toast({
          title: say('roleNow', { name: changed.name, role: changed.role }),
        }),
      onError: (error) =>
        toast({ title: say('roleNotChanged'), description: tellFailure(error), tone: 'danger' }),
      onSettled: () => queryClient.invalidateQueries(trpc.members.list.pathFilter()),
    }),
  );
  const isMe = member.user_id === me.user.id;
  const { role } = me.team;
  const mayTouch = !member.personal && (role === 'owner' || (role === 'admin' && member.role !== 'owner'));
  const offered = teamRoles.filter((one) => one !== 'owner' || role === 'owner');

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span
        aria-hidden="true"
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-full border bg-background font-medium text-muted text-xs uppercase"
      >
        {member.name.slice(0, 1)}
      </span>
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium text-sm">
          {member.name}
          {isMe ? <span className="font-normal text-muted">{say('youMark')}</span> : null}
        </span>
        <span className="block truncate text-muted text-xs">
          {member.email ?? say('noAddress')} · {say('joined')} <RelativeTime iso={member.joined_at} />
        </span>
      </span>
      {mayTouch ? (
        <span className="flex items-center gap-2">
          <Select
            size="sm"
            aria-label={say('roleOf', { name: member.name })}
            value={change.isPending ? (change.variables.role as TeamRole) : member.role}
            disabled={change.isPending}
            onValueChange={(next) => change.mutate({ user_id: member.user_id, role: next as TeamRole })}
            options={offered.map((one) => ({ value: one, label: sayPart(roleNames[one]) }))}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={say('removeNamed', { name: member.name })}
            title={isMe ? say('leaveUnder') : undefined}
            disabled={isMe}
            onClick={onRemove}
          >
            <UserMinus aria-hidden="true" />
          </Button>
        </span>
      ) : (
        <span className="text-muted text-sm">{sayPart(roleNames[member.role])}</span>
      )}
    </li>
  );
}

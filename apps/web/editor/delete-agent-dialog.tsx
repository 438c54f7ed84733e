'use client';

import { Button, Dialog, DialogContent, Field, Input, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import type { Agent } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

/** What cannot be undone asks for the name, typed. */
export function DeleteAgentDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const say = useWords('editor');
  const trpc = useTRPC();
  const router = useRouter();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    trpc.agents.delete.mutationOptions({
      onSuccess: () => {
        router.push('/agents');
        void queryClient.invalidateQueries(trpc.agents.list.pathFilter());
        toast({ title: say('deleted', { name: agent.title }) });
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: say('notDeleted'),
          description: tellFailure(error),
        }),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('deleteTitle', { name: agent.title })} description={say('deleteHint')}>
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === agent.name) remove.mutate({ id: agent.id });
          }}
        >
          <Field label={sayPart('typeToConfirm', { name: agent.name })}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{sayPart('cancel')}</Button>
            <Button type="submit" variant="danger" disabled={typed !== agent.name} loading={remove.isPending}>
              {say('deleteVerb')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

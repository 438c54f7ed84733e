'use client';

import { Button, Dialog, DialogContent, Field, Input, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Agent } from '../trpc/outputs.ts';

/** What cannot be undone asks for the name, typed. */
export function DeleteAgentDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    trpc.agents.delete.mutationOptions({
      onSuccess: () => {
        router.push('/agents');
        void queryClient.invalidateQueries(trpc.agents.list.pathFilter());
        toast({ title: `${agent.title} was deleted` });
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The agent could not be deleted',
          description: apiFailure(error).message,
        }),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Delete ${agent.title}?`}
        description="Its versions go with it. Runs that it made stay in the history."
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === agent.name) remove.mutate({ id: agent.id });
          }}
        >
          <Field label={`Type ${agent.name} to confirm`}>
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
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="danger" disabled={typed !== agent.name} loading={remove.isPending}>
              Delete agent
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

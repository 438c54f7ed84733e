'use client';

import { Button, Dialog, DialogContent, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Thread } from '../trpc/outputs.ts';

/** What was said cannot be brought back, so this says what goes. */
export function DeleteThreadDialog({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.threads.delete.mutationOptions({
      onSuccess: () => {
        router.push('/threads');
        void queryClient.invalidateQueries(trpc.threads.list.pathFilter());
        void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
        toast({ title: 'The thread was deleted' });
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The thread could not be deleted',
          description: apiFailure(error).message,
        }),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Delete this thread?"
        description="All that was said in it goes for good: its runs, their steps, receipts, and what the agent noted. What it cost stays in the usage."
      >
        <div className="flex justify-end gap-2 p-5">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="danger"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id: thread.id })}
          >
            Delete thread
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}

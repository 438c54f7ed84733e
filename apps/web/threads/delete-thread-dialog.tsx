'use client';

import { Button, Dialog, DialogContent, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../trpc/context.ts';
import type { Thread } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

/** What was said cannot be brought back, so this says what goes. */
export function DeleteThreadDialog({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const say = useWords('threads');
  const trpc = useTRPC();
  const router = useRouter();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.threads.delete.mutationOptions({
      onSuccess: () => {
        router.push('/threads');
        void queryClient.invalidateQueries(trpc.threads.list.pathFilter());
        void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
        toast({ title: say('deleted') });
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
      <DialogContent title={say('deleteTitle')} description={say('deleteHint')}>
        <div className="flex justify-end gap-2 p-5">
          <Button onClick={onClose}>{sayPart('cancel')}</Button>
          <Button
            variant="danger"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id: thread.id })}
          >
            {say('deleteThread')}
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}

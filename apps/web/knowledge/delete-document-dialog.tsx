'use client';

import { Button, Dialog, DialogContent, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Document } from '../trpc/outputs.ts';

/** The file is not kept, so this cannot be undone. */
export function DeleteDocumentDialog({ document, onClose }: { document: Document; onClose: () => void }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.documents.delete.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.documents.pathFilter());
        toast({ title: `${document.title} was deleted` });
        onClose();
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The document could not be deleted',
          description: apiFailure(error).message,
        }),
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Delete ${document.title}?`}
        description="Agents no longer find it. To bring it back, upload the file again."
      >
        <div className="flex justify-end gap-2 p-5">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="danger"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id: document.id })}
          >
            Delete document
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}

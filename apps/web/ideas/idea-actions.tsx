'use client';

import { Button, CopyButton, Dialog, DialogContent, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Share2, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Idea } from '../trpc/outputs.ts';

/** Share, end the link, delete. */
export function IdeaActions({ idea }: { idea: Idea }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [link, setLink] = useState<string | null>(null);
  const [deleting, setDeleting] = useState(false);
  const changed = () => queries.invalidateQueries(trpc.ideas.pathFilter());
  const failed = (title: string) => (error: unknown) =>
    toast({ tone: 'danger', title, description: apiFailure(error).message });

  const share = useMutation(
    trpc.ideas.share.mutationOptions({
      onSuccess: ({ path }) => {
        setLink(`${window.location.origin}${path}`);
        void changed();
      },
      onError: failed('The idea could not be shared'),
    }),
  );
  const unshare = useMutation(
    trpc.ideas.unshare.mutationOptions({
      onSuccess: () => {
        toast({ tone: 'positive', title: 'The link has ended' });
        void changed();
      },
      onError: failed('The link could not be ended'),
    }),
  );
  const remove = useMutation(
    trpc.ideas.delete.mutationOptions({
      onSuccess: () => {
        router.push('/ideas');
        void changed();
      },
      onError: failed('The idea could not be deleted'),
    }),
  );
  const input = { idea_id: idea.idea_id };

  return (
    <>
      {idea.shared_at === null ? null : (
        <Button onClick={() => unshare.mutate(input)} loading={unshare.isPending}>
          End the link
        </Button>
      )}
      {idea.status === 'evaluated' ? (
        <Button onClick={() => share.mutate(input)} loading={share.isPending}>
          <Share2 aria-hidden="true" />
          {idea.shared_at === null ? 'Share' : 'New link'}
        </Button>
      ) : null}
      {deleting ? (
        <Button variant="danger" onClick={() => remove.mutate(input)} loading={remove.isPending}>
          Delete for good
        </Button>
      ) : (
        <Button size="icon" variant="ghost" aria-label="Delete the idea" onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden="true" />
        </Button>
      )}
      {link === null ? null : (
        <Dialog open onOpenChange={(open) => (open ? undefined : setLink(null))}>
          <DialogContent
            title="Copy the link now"
            description="It is shown this once; we keep only its hash."
          >
            <div className="flex flex-col gap-3 p-5">
              <p className="text-sm">
                Whoever has it reads the idea and its evaluation, and nothing else of your team. You can end
                it at any time.
              </p>
              <div className="flex items-center gap-2 rounded-md border bg-sunken p-2 ps-3">
                <code className="min-w-0 flex-1 break-all font-mono text-xs">{link}</code>
                <CopyButton value={link} label="Copy link" labelled variant="primary" />
              </div>
            </div>
            <div className="flex justify-end border-t px-5 py-3">
              <Button onClick={() => setLink(null)}>I have copied it</Button>
            </div>
          </DialogContent>
        </Dialog>
      )}
    </>
  );
}

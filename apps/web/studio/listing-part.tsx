'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import { Panel, PanelHeader, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { draftOf } from './listing-fields.ts';
import { ListingForm } from './listing-form.tsx';

/** Changes what the listing says; at once where it is listed. */
export function ListingPart({ template }: { template: OwnTemplate }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const update = useMutation(
    trpc.templates.update.mutationOptions({
      onSuccess: async () => {
        toast({ tone: 'positive', title: 'The listing is saved' });
        await Promise.all([
          queryClient.invalidateQueries(trpc.templates.pathFilter()),
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
        ]);
      },
    }),
  );
  return (
    <Panel aria-label="Listing" className="max-w-3xl">
      <PanelHeader
        title="What the listing says"
        description={
          template.status === 'listed' ? 'A change is seen by everybody at once' : 'Nobody else sees it yet'
        }
      />
      <ListingForm
        initial={draftOf(template)}
        verb="Save listing"
        pending={update.isPending}
        failure={update.isError ? apiFailure(update.error).message : null}
        onSubmit={(fields) => update.mutate({ template_id: template.id, ...fields })}
      />
    </Panel>
  );
}

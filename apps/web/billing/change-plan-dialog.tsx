'use client';

import type { BillingView, PlanPreview } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FormError } from '../auth/form-parts.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { formatMinor } from './format-minor.ts';
import { sayDay } from './plan-words.ts';

export interface ChangePlanDialogProps {
  offer: BillingView['offers'][number];
  billing: BillingView;
  onClose: () => void;
}

/** What a change of plan costs now and from then on, before anybody agrees to it. */
export function ChangePlanDialog({ offer, billing, onClose }: ChangePlanDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const preview = useQuery(trpc.billing.preview.queryOptions({ plan: offer.plan }, { staleTime: 0 }));
  const change = useMutation(
    trpc.billing.changePlan.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.billing.pathFilter()),
          queryClient.invalidateQueries(trpc.usage.pathFilter()),
        ]);
        toast({
          tone: 'positive',
          title: offer.plan === 'free' ? 'The subscription will end' : 'The plan is changed',
        });
        onClose();
      },
    }),
  );
  const isEnd = offer.plan === 'free';
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={isEnd ? 'End the subscription' : `Change to ${offer.title}`}
        description={
          isEnd
            ? 'Your team keeps its plan until the end of what is paid. Nothing is deleted.'
            : `What is left of the ${billing.plan} plan is taken off.`
        }
      >
        <div className="flex flex-col gap-4 p-5">
          {change.isError ? <FormError>{apiFailure(change.error).message}</FormError> : null}
          {preview.isPending ? (
            <div aria-busy="true">
              <span className="sr-only">Asking what it costs</span>
              <Skeleton className="h-20 rounded-md" />
            </div>
          ) : null}
          {preview.isError && preview.data === undefined ? (
            <ApiErrorState
              error={preview.error}
              title="What it costs could not be asked"
              onRetry={() => preview.refetch()}
              className="py-6"
            />
          ) : null}
          {preview.data ? <Costs preview={preview.data} /> : null}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant={isEnd ? 'danger' : 'primary'}
              disabled={preview.data === undefined}
              loading={change.isPending}
              onClick={() => change.mutate({ plan: offer.plan })}
            >
              {isEnd ? 'End it' : `Change to ${offer.title}`}
            </Button>
          </div>
        </div>
      </DialogContent>
    </Dialog>
  );
}

function Costs({ preview }: { preview: PlanPreview }) {
  const { due_now_minor: due, currency, next_payment_minor, next_payment_at } = preview;
  return (
    <dl className="divide-y divide-border rounded-md border text-sm tabular-nums">
      <div className="flex items-baseline justify-between gap-4 px-3 py-2.5">
        <dt>{due < 0 ? 'Credit for what is left' : 'Charged now'}</dt>
        <dd className="font-semibold">{formatMinor(Math.abs(due), currency)}</dd>
      </div>
      <div className="flex items-baseline justify-between gap-4 px-3 py-2.5">
        <dt>{next_payment_at === null ? 'After that' : `On ${sayDay(next_payment_at)}`}</dt>
        <dd>{formatMinor(next_payment_minor, currency)}</dd>
      </div>
    </dl>
  );
}

'use client';

import type { WebhookDeliveryId } from '@agent-factory/contracts';
import {
  Button,
  CodeBlock,
  cn,
  Dialog,
  DialogContent,
  RelativeTime,
  Skeleton,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { deliveryLooks } from './delivery-looks.ts';

export interface DeliveryDialogProps {
  deliveryId: WebhookDeliveryId;
  /** Whether its webhook is in use. */
  replayable: boolean;
  onClose: () => void;
}

/** What was sent, how each try went, and sending it again. */
export function DeliveryDialog({ deliveryId, replayable, onClose }: DeliveryDialogProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const input = { delivery_id: deliveryId };
  const delivery = useQuery({ ...trpc.webhooks.delivery.queryOptions(input), refetchInterval: 5_000 });
  const replay = useMutation(
    trpc.webhooks.replay.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.webhooks.pathFilter());
        toast({ tone: 'positive', title: 'It is on its way again' });
      },
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'It could not be sent again',
          description: apiFailure(error).message,
        }),
    }),
  );
  const { data } = delivery;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={data?.type ?? 'Delivery'}
        description={
          data === undefined ? undefined : `${deliveryLooks[data.status].label} · ${data.event_id}`
        }
        className="max-w-2xl"
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
          {delivery.isPending ? <Skeleton className="h-40" /> : null}
          {delivery.isError && data === undefined ? (
            <ApiErrorState error={delivery.error} title="The delivery could not be loaded" />
          ) : null}
          {data === undefined ? null : (
            <>
              <section aria-label="Tries" className="flex flex-col gap-2">
                <h3 className="font-medium text-sm">Tries</h3>
                {data.tries.length === 0 ? <p className="text-muted text-sm">Not tried yet.</p> : null}
                <ol className="flex flex-col gap-2">
                  {data.tries.toReversed().map((one) => (
                    <li key={one.number} className="rounded-md border p-3 text-sm">
                      <p className="flex flex-wrap items-baseline gap-x-3">
                        <span
                          className={cn('font-medium', one.error === null ? 'text-positive' : 'text-danger')}
                        >
                          {one.status_code ?? 'No answer'}
                        </span>
                        <span className="text-muted text-xs tabular-nums">
                          try {one.number} · {one.duration_ms} ms
                        </span>
                        <span className="ms-auto text-muted text-xs">
                          <RelativeTime iso={one.started_at} />
                        </span>
                      </p>
                      {one.error === null ? null : <p className="mt-1 text-xs">{one.error}</p>}
                      {one.response_excerpt === null ? null : (
                        <pre className="mt-2 max-h-32 overflow-auto whitespace-pre-wrap break-words rounded-sm bg-sunken p-2 font-mono text-xs">
                          {one.response_excerpt}
                        </pre>
                      )}
                    </li>
                  ))}
                </ol>
                {data.next_attempt_at === null ? null : (
                  <p className="text-muted text-xs">
                    Next try at {data.next_attempt_at.slice(0, 19).replace('T', ' ')} UTC
                  </p>
                )}
              </section>
              <div>
                <h3 className="mb-2 font-medium text-sm">Message</h3>
                <CodeBlock label="Message" code={JSON.stringify(JSON.parse(data.payload), null, 2)} />
              </div>
            </>
          )}
        </div>
        <div className="flex items-center justify-end gap-2 border-t px-5 py-3">
          {replayable ? null : <p className="me-auto text-muted text-xs">The webhook is switched off.</p>}
          <Button
            variant="primary"
            disabled={!replayable || data === undefined}
            loading={replay.isPending}
            onClick={() => replay.mutate(input)}
          >
            Send again
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}

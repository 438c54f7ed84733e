'use client';

import {
  Button,
  cn,
  EmptyState,
  Panel,
  PanelHeader,
  RelativeTime,
  Select,
  Skeleton,
} from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListFilter, Send } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { hasIdForm } from '../frame/has-id-form.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Webhook, WebhookDelivery } from '../trpc/outputs.ts';
import { deliveryLooks } from './delivery-looks.ts';

const DeliveryDialog = dynamic(() => import('./delivery-dialog.tsx').then((module) => module.DeliveryDialog));

const all = 'all';
const states = Object.keys(deliveryLooks) as (keyof typeof deliveryLooks)[];

/** The delivery log; filter and opened delivery stand in the address. */
export function DeliveriesPanel({ webhook }: { webhook: Webhook }) {
  const { id } = webhook;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const search = useSearchParams();
  const status = states.find((value) => value === search.get('status'));
  const opened = search.get('delivery');
  const filter = { id, ...(status ? { status } : {}) };
  const deliveries = useInfiniteQuery({
    queryKey: trpc.webhooks.deliveries.infiniteQueryKey(filter),
    queryFn: ({ pageParam, signal }) =>
      client.webhooks.deliveries.query(
        { limit: 25, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 10_000,
  });
  const items = deliveries.data?.pages.flatMap((page) => page.items);

  function go(key: 'status' | 'delivery', value: string | null): void {
    const query = new URLSearchParams(search);
    if (value === null) query.delete(key);
    else query.set(key, value);
    const text = query.toString();
    router.replace(`/settings/webhooks/${id}${text === '' ? '' : `?${text}`}`, { scroll: false });
  }

  return (
    <Panel aria-label="Deliveries" aria-busy={deliveries.isPending}>
      <PanelHeader
        title="Deliveries"
        description="Of the last 30 days"
        actions={
          <Select
            size="sm"
            aria-label="State"
            value={status ?? all}
            onValueChange={(value) => go('status', value === all ? null : value)}
            options={[
              { value: all, label: 'Any state' },
              ...states.map((value) => ({ value, label: deliveryLooks[value].label })),
            ]}
          />
        }
      />
      {deliveries.isPending ? (
        <div className="flex flex-col gap-3 p-4">
          <span className="sr-only">Loading the deliveries</span>
          {['a', 'b', 'c'].map((key) => (
            <Skeleton key={key} className="h-6" />
          ))}
        </div>
      ) : null}
      {deliveries.isError && items === undefined ? (
        <ApiErrorState
          error={deliveries.error}
          title="The deliveries could not be loaded"
          onRetry={() => deliveries.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={status ? ListFilter : Send}
          title={status ? 'None like that' : 'Nothing sent yet'}
          description={
            status
              ? 'No delivery of the last 30 days is in this state.'
              : `When one of its events happens, it appears here with every try: ${webhook.events.join(', ')}.`
          }
          action={status ? <Button onClick={() => go('status', null)}>Show all</Button> : undefined}
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} onOpen={() => go('delivery', delivery.id)} />
          ))}
        </ul>
      ) : null}
      {deliveries.hasNextPage ? (
        <div className="border-t p-2">
          <Button
            variant="ghost"
            className="w-full"
            loading={deliveries.isFetchingNextPage}
            onClick={() => deliveries.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      ) : null}
      {hasIdForm('whd', opened) ? (
        <DeliveryDialog
          deliveryId={opened}
          replayable={webhook.status === 'active'}
          onClose={() => go('delivery', null)}
        />
      ) : null}
    </Panel>
  );
}

function DeliveryRow({ delivery, onOpen }: { delivery: WebhookDelivery; onOpen: () => void }) {
  const { label, look } = deliveryLooks[delivery.status];
  const { attempts, last_status_code: code, last_error: error } = delivery;
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2.5 text-start text-sm transition-colors hover:bg-hover"
      >
        <span className={cn('w-20 shrink-0 font-medium text-xs', look)}>{label}</span>
        <code className="font-mono text-xs">{delivery.type}</code>
        <span className="min-w-0 flex-1 basis-40 truncate text-muted text-xs">
          {error ?? (code === null ? 'Not tried yet' : `Answered ${code}`)}
        </span>
        <span className="text-muted text-xs tabular-nums">
          {attempts} {attempts === 1 ? 'try' : 'tries'}
        </span>
        <span className="w-24 text-end text-muted text-xs">
          <RelativeTime iso={delivery.created_at} />
        </span>
      </button>
    </li>
  );
}

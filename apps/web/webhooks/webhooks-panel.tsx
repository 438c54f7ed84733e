'use client';

import { Button, EmptyState, Panel, PanelHeader } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { KeyRowsSkeleton } from '../keys/key-rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { WebhookRow } from './webhook-row.tsx';

const WebhookDialog = dynamic(() => import('./webhook-dialog.tsx').then((module) => module.WebhookDialog));

const here = '/settings/webhooks';

/** The webhooks of the team; whether one is being added stands in the address. */
export function WebhooksPanel() {
  const trpc = useTRPC();
  const router = useRouter();
  const search = useSearchParams();
  const webhooks = useQuery(trpc.webhooks.list.queryOptions());
  const items = webhooks.data?.items;
  const add = (
    <Button
      variant={items?.length === 0 ? 'primary' : 'secondary'}
      onClick={() => router.replace(`${here}?add=1`, { scroll: false })}
    >
      <Plus aria-hidden="true" />
      Add webhook
    </Button>
  );
  return (
    <Panel aria-label="Webhooks" aria-busy={webhooks.isPending}>
      <PanelHeader
        title="Webhooks"
        description="Tried for three days; every try is kept for thirty"
        actions={items && items.length > 0 ? add : null}
      />
      {webhooks.isPending ? <KeyRowsSkeleton label="Loading the webhooks" /> : null}
      {webhooks.isError && items === undefined ? (
        <ApiErrorState
          error={webhooks.error}
          title="The webhooks could not be loaded"
          onRetry={() => webhooks.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={WebhookIcon}
          title="No webhooks"
          description="Give an address of yours, choose events, and it is called when a run ends, somebody has to decide, or a quota runs out."
          action={add}
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      ) : null}
      {webhooks.data && search.has('add') ? (
        <WebhookDialog
          webhook={null}
          events={webhooks.data.events}
          onClose={() => router.replace(here, { scroll: false })}
        />
      ) : null}
    </Panel>
  );
}

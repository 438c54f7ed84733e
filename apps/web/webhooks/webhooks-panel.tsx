'use client';

import { useQuery } from '@tanstack/react-query';
import { Webhook as WebhookIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { ListPanel } from '../lists/list-panel.tsx';
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
  return (
    <ListPanel
      title="Webhooks"
      description="Tried for three days; every try is kept for thirty"
      noun="webhooks"
      query={webhooks}
      items={items}
      add={{ label: 'Add webhook', onAdd: () => router.replace(`${here}?add=1`, { scroll: false }) }}
      empty={{
        icon: WebhookIcon,
        description:
          'Give an address of yours, choose events, and it is called when a run ends, somebody has to decide, or a quota runs out.',
      }}
      row={(webhook) => <WebhookRow key={webhook.id} webhook={webhook} />}
    >
      {webhooks.data && search.has('add') ? (
        <WebhookDialog
          webhook={null}
          events={webhooks.data.events}
          onClose={() => router.replace(here, { scroll: false })}
        />
      ) : null}
    </ListPanel>
  );
}

'use client';

import type { WebhookId } from '@agent-factory/contracts';
import { Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { Page } from '../frame/page.tsx';
import { AdminsAlone } from '../settings/admins-alone.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { DeliveriesPanel } from './deliveries-panel.tsx';
import { WebhookChip, WebhookStanding } from './webhook-status.tsx';

const WebhookActions = dynamic(
  () => import('./webhook-actions.tsx').then((module) => module.WebhookActions),
  {
    // A menu and its dialogs, which nobody needs to see the page: not named in the HTML, so not first.
    ssr: false,
    loading: () => <Skeleton className="h-8 w-44 rounded-md" />,
  },
);

/** One webhook: how it stands, what was sent to it, and all that can be done with it. */
export function WebhookPage({ webhookId }: { webhookId: WebhookId }) {
  const trpc = useTRPC();
  const { data: webhook, error, refetch } = useQuery(trpc.webhooks.get.queryOptions({ id: webhookId }));
  if (error && webhook === undefined) {
    return (
      <Page title="Webhook">
        <AdminsAlone what="Webhooks">
          <Panel>
            <ApiErrorState error={error} title="The webhook could not be loaded" onRetry={() => refetch()} />
          </Panel>
        </AdminsAlone>
      </Page>
    );
  }
  return (
    <Page
      title={webhook === undefined ? 'Webhook' : webhook.description || new URL(webhook.url).host}
      description={
        webhook === undefined ? (
          <Skeleton className="h-5 w-64" />
        ) : (
          <code className="break-all text-xs">{webhook.url}</code>
        )
      }
      actions={webhook === undefined ? null : <WebhookActions webhook={webhook} />}
    >
      {webhook === undefined ? (
        <Skeleton className="h-40 rounded-md" />
      ) : (
        <div className="flex flex-col gap-5">
          <Panel aria-label="How it stands">
            <dl className="grid gap-x-8 gap-y-3 p-4 text-sm sm:grid-cols-[auto_minmax(0,1fr)_auto]">
              <div>
                <dt className="mb-1 text-muted text-xs">State</dt>
                <dd className="flex flex-col items-start gap-1">
                  <WebhookChip webhook={webhook} />
                  <span className="text-muted text-xs">
                    <WebhookStanding webhook={webhook} />
                  </span>
                </dd>
              </div>
              <div className="min-w-0">
                <dt className="mb-1 text-muted text-xs">Events</dt>
                <dd className="font-mono text-xs leading-6">{webhook.events.join(', ')}</dd>
              </div>
              <div>
                <dt className="mb-1 text-muted text-xs">Secret</dt>
                <dd>
                  <code className="font-mono text-xs">whsec_…{webhook.secret_hint}</code>
                  {webhook.old_secret_until === null ||
                  Date.parse(webhook.old_secret_until) < Date.now() ? null : (
                    <span className="block text-warning text-xs">
                      The one before signs too until {webhook.old_secret_until.slice(0, 16).replace('T', ' ')}{' '}
                      UTC
                    </span>
                  )}
                </dd>
              </div>
            </dl>
          </Panel>
          <DeliveriesPanel webhook={webhook} />
        </div>
      )}
    </Page>
  );
}

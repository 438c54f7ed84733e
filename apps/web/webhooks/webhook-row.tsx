'use client';

import Link from 'next/link';
import type { Webhook } from '../trpc/outputs.ts';
import { WebhookChip, WebhookStanding } from './webhook-status.tsx';

export function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { id, url, description, events } = webhook;
  return (
    <li className="relative flex flex-wrap items-start gap-x-6 gap-y-1 px-4 py-3 transition-colors hover:bg-hover">
      <div className="min-w-0 flex-1 basis-56">
        <Link
          href={`/settings/webhooks/${id}`}
          className="block break-all font-medium text-sm after:absolute after:inset-0"
        >
          {description === '' ? url : description}
        </Link>
        {description === '' ? null : <p className="break-all text-muted text-xs">{url}</p>}
        <p className="text-muted text-xs">{events.join(', ')}</p>
        <p className="text-muted text-xs">
          <WebhookStanding webhook={webhook} />
        </p>
      </div>
      <WebhookChip webhook={webhook} />
    </li>
  );
}

'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import { Button, EmptyState, Panel, RelativeTime } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import Link from 'next/link';
import { formatPrice } from '../billing/format-minor.ts';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { Rating } from '../marketplace/rating.tsx';
import { Rate } from '../tests/rate.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { TemplateStatusChip } from './status-words.tsx';

/** All that the team offers or is about to. */
export function TemplatesPanel() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.templates.list.queryOptions({ limit: 100 }));
  const items = templates.data?.items;
  return (
    <Panel aria-label="Templates" aria-busy={templates.isPending}>
      {templates.isPending ? <RowsSkeleton label="Loading your templates" /> : null}
      {templates.isError && items === undefined ? (
        <ApiErrorState
          error={templates.error}
          title="Your templates could not be loaded"
          onRetry={() => templates.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={Store}
          title="Nothing offered yet"
          description="Choose an agent whose tests pass, say what it does and what it costs. Of each sale seven tenths are your team’s."
          action={
            <Button asChild variant="primary">
              <Link href="/studio/new">Offer an agent</Link>
            </Button>
          }
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((template) => (
            <Row key={template.id} template={template} />
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function Row({ template }: { template: OwnTemplate }) {
  const listed = template.versions.find(({ status }) => status === 'listed');
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <Link
          href={`/studio/${template.id}`}
          data-list-entry
          className="line-clamp-1 break-words font-medium underline-offset-2 hover:underline"
        >
          {template.title}
        </Link>
        <p className="text-muted text-xs">
          {listed === undefined ? 'No version listed' : `Version ${listed.number}`}, changed{' '}
          <RelativeTime iso={template.updated_at} />
        </p>
      </div>
      <span className="text-sm">
        <Rate of={listed?.evidence?.pass_rate ?? null} />
      </span>
      <Rating of={template.rating} className="text-sm" />
      <span className="text-muted text-sm tabular-nums">
        {template.owners.toLocaleString('en-US')} {template.owners === 1 ? 'team' : 'teams'}
      </span>
      <span className="font-medium text-sm tabular-nums">
        {formatPrice(template.price_minor, template.currency)}
      </span>
      <TemplateStatusChip status={template.status} />
    </li>
  );
}

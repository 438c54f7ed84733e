'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import { Button, cn, Panel, RelativeTime } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import Link from 'next/link';
import { formatPrice } from '../billing/format-minor.ts';
import { ListStates } from '../lists/list-states.tsx';
import { Rating } from '../marketplace/rating.tsx';
import { Rate } from '../tests/rate.tsx';
import { useTRPC } from '../trpc/context.ts';
import { TemplateStatusChip } from './status-words.tsx';

// The same for the heads and for each row, so that figures stand below each other.
const columns = 'gap-x-4 px-4 md:grid-cols-[minmax(0,1fr)_7rem_6.5rem_6rem_5rem_8.5rem]';

/** All that the team offers or is about to. */
export function TemplatesPanel() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.templates.list.queryOptions({ limit: 100 }));
  return (
    <Panel aria-label="Templates" aria-busy={templates.isPending}>
      <ListStates
        noun="your templates"
        query={templates}
        items={templates.data?.items}
        empty={{
          icon: Store,
          title: 'Nothing offered yet',
          description:
            'Choose an agent whose tests pass, say what it does and what it costs. Of each sale seven tenths are your team’s.',
          action: (
            <Button asChild variant="primary">
              <Link href="/studio/new">Offer an agent</Link>
            </Button>
          ),
        }}
      >
        {(items) => (
          <>
            <div
              aria-hidden="true"
              className={cn(columns, 'hidden h-9 border-b text-muted text-xs md:grid md:items-center')}
            >
              <span>Template</span>
              <span>Passes</span>
              <span>Rating</span>
              <span className="text-end">Owned by</span>
              <span className="text-end">Price</span>
              <span className="text-end">State</span>
            </div>
            <ul className="divide-y divide-border">
              {items.map((template) => (
                <Row key={template.id} template={template} />
              ))}
            </ul>
          </>
        )}
      </ListStates>
    </Panel>
  );
}

function Row({ template }: { template: OwnTemplate }) {
  const listed = template.versions.find(({ status }) => status === 'listed');
  return (
    <li
      className={cn(
        columns,
        'relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-y-1 py-3 text-sm transition-colors hover:bg-hover',
      )}
    >
      <div className="min-w-0">
        <Link
          href={`/studio/${template.id}`}
          data-list-entry
          className="line-clamp-1 break-words font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {template.title}
        </Link>
        <p className="text-muted text-xs">
          {listed === undefined ? 'No version listed' : `Version ${listed.number}`}, changed{' '}
          <RelativeTime iso={template.updated_at} />
        </p>
      </div>
      <span className="max-md:hidden">
        <Rate of={listed?.evidence?.pass_rate ?? null} />
      </span>
      <span className="max-md:hidden">
        <Rating of={template.rating} />
      </span>
      <span className="text-muted tabular-nums max-md:order-4 max-md:text-xs md:text-end">
        {template.owners.toLocaleString('en-US')} {template.owners === 1 ? 'team' : 'teams'}
      </span>
      <span className="text-end font-medium tabular-nums max-md:order-5">
        {formatPrice(template.price_minor, template.currency)}
      </span>
      <span className="text-end">
        <TemplateStatusChip status={template.status} />
      </span>
    </li>
  );
}

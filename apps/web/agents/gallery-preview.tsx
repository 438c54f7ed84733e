'use client';

import type { TemplateId } from '@agent-factory/contracts';
import { Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { formatPrice } from '../billing/format-minor.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { GalleryChoice } from './gallery-choice.ts';
import { GalleryFacts } from './gallery-facts.tsx';
import { agentTemplates } from './templates.ts';

/** What the chosen one may do, must keep and costs. */
export function GalleryPreview({ choice }: { choice: GalleryChoice }) {
  if (choice.from === 'template') return <ListingPreview key={choice.id} templateId={choice.id} />;
  const start = agentTemplates.find(({ id }) => id === choice.id);
  return start === undefined ? null : (
    <GalleryFacts
      title={start.label}
      says={start.description}
      aside="Comes with Agent Factory"
      {...start.facts}
    />
  );
}

function ListingPreview({ templateId }: { templateId: TemplateId }) {
  const trpc = useTRPC();
  const listing = useQuery(trpc.marketplace.get.queryOptions({ template_id: templateId }));
  const { data } = listing;
  if (data === undefined) {
    if (listing.isError) {
      return (
        <ApiErrorState
          error={listing.error}
          title="This template could not be loaded"
          onRetry={() => listing.refetch()}
          className="py-4"
        />
      );
    }
    return (
      <div aria-busy="true">
        <span className="sr-only">Loading the template</span>
        <Skeleton className="h-52 rounded-md" />
      </div>
    );
  }
  const { permissions, evidence } = data;
  return (
    <GalleryFacts
      title={data.title}
      says={data.summary}
      aside={`by ${data.publisher}, ${formatPrice(data.price_minor, data.currency)}`}
      tools={permissions.tools}
      rules={permissions.invariants.map(({ says }) => says)}
      maxCostUsd={permissions.limits.max_cost_usd}
      maxSeconds={permissions.limits.max_seconds}
      measured={
        evidence && {
          passRate: evidence.pass_rate?.value ?? null,
          costUsd: evidence.cost_usd?.p50 ?? null,
        }
      }
    />
  );
}

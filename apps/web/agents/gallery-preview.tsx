'use client';

import type { TemplateId } from '@agent-factory/contracts';
import { Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { formatPrice } from '../billing/format-minor.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import type { GalleryChoice } from './gallery-choice.ts';
import { GalleryFacts } from './gallery-facts.tsx';
import { agentTemplates } from './templates.ts';

/** What the chosen one may do, must keep and costs. */
export function GalleryPreview({ choice }: { choice: GalleryChoice }) {
  const say = useWords('agents');
  if (choice.from === 'template') return <ListingPreview key={choice.id} templateId={choice.id} />;
  const start = agentTemplates.find(({ id }) => id === choice.id);
  return start === undefined ? null : (
    <GalleryFacts title={start.label} says={start.description} aside={say('comesWith')} {...start.facts} />
  );
}

function ListingPreview({ templateId }: { templateId: TemplateId }) {
  const say = useWords('agents');
  const trpc = useTRPC();
  const listing = useQuery(trpc.marketplace.get.queryOptions({ template_id: templateId }));
  const { data } = listing;
  if (data === undefined) {
    if (listing.isError) {
      return (
        <ApiErrorState
          error={listing.error}
          title={say('templateFailed')}
          onRetry={() => listing.refetch()}
          className="py-4"
        />
      );
    }
    return (
      <div aria-busy="true">
        <span className="sr-only">{say('templateLoading')}</span>
        <Skeleton className="h-52 rounded-md" />
      </div>
    );
  }
  const { permissions, evidence } = data;
  return (
    <GalleryFacts
      title={data.title}
      says={data.summary}
      aside={say('byFor', {
        name: data.publisher,
        price: formatPrice(data.price_minor, data.currency),
      })}
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

'use client';

import type { TemplateId, TemplateView } from '@agent-factory/contracts';
import { Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useVisitor } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { categoryNames } from './category-labels.ts';

const side = () => <Skeleton className="h-44 rounded-md" />;
const body = () => <Skeleton className="h-72 rounded-md" />;
const BuyPanel = dynamic(() => import('./buy-panel.tsx').then((module) => module.BuyPanel), {
  ssr: false,
  loading: side,
});
const TryBox = dynamic(() => import('./try-box.tsx').then((module) => module.TryBox), {
  ssr: false,
  loading: side,
});
const ListingBody = dynamic(() => import('./listing-body.tsx').then((module) => module.ListingBody), {
  ssr: false,
  loading: body,
});
const ReviewsPanel = dynamic(() => import('./reviews-panel.tsx').then((module) => module.ReviewsPanel), {
  ssr: false,
  loading: body,
});
const ReportButton = dynamic(() => import('./report-button.tsx').then((module) => module.ReportButton), {
  ssr: false,
});

/** A template as it is offered: what it does, what was measured of it, and how to get it. */
export function ListingPage({ templateId }: { templateId: TemplateId }) {
  const trpc = useTRPC();
  const me = useVisitor();
  const listing = useQuery(trpc.marketplace.get.queryOptions({ template_id: templateId }));
  const { data } = listing;
  if (data === undefined) {
    return (
      <Page title="Template">
        {listing.isError ? (
          <Panel>
            <ApiErrorState
              error={listing.error}
              title="This template could not be loaded"
              onRetry={() => listing.refetch()}
            />
          </Panel>
        ) : (
          <div aria-busy="true" className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <span className="sr-only">Loading the template</span>
            <Skeleton className="h-96 rounded-md" />
            <Skeleton className="h-44 rounded-md max-lg:order-first" />
          </div>
        )}
      </Page>
    );
  }
  return (
    <Page
      title={data.title}
      description={<Byline listing={data} />}
      actions={me === null ? null : <ReportButton templateId={templateId} title={data.title} />}
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <div className="lg:col-start-2">
          <BuyPanel listing={data} />
        </div>
        <div className="flex min-w-0 flex-col gap-5 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <ListingBody listing={data} />
        </div>
        <div className="lg:col-start-2 lg:row-start-2">
          <TryBox listing={data} />
        </div>
        <div className="min-w-0 lg:col-start-1">
          <ReviewsPanel listing={data} />
        </div>
      </div>
    </Page>
  );
}

function Byline({ listing }: { listing: TemplateView }) {
  const sayMarket = useWords('market');
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>by {listing.publisher}</span>
      <Link
        href={`/marketplace?category=${listing.category}`}
        className="inline-block text-accent leading-6 underline-offset-2 hover:underline"
      >
        {sayMarket(categoryNames[listing.category])}
      </Link>
      <span>
        {listing.kind === 'Team' ? 'Team of agents' : 'Agent'}, version {listing.version}
      </span>
      {listing.forked_from === null ? null : (
        <span>
          made from{' '}
          <Link
            href={`/marketplace/${listing.forked_from.id}`}
            className="text-accent underline-offset-2 hover:underline"
          >
            {listing.forked_from.title}
          </Link>
        </span>
      )}
    </span>
  );
}

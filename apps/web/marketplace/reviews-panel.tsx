'use client';

import type { ReviewView, TemplateView } from '@agent-factory/contracts';
import { Button, EmptyState, Panel, PanelHeader, RelativeTime } from '@agent-factory/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { MessageSquareText, PenLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useVisitor } from '../frame/frame-context.ts';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { Rating, Stars } from './rating.tsx';

const ReviewDialog = dynamic(() => import('./review-dialog.tsx').then((module) => module.ReviewDialog), {
  ssr: false,
});

/** What teams that own it say, and what its maker answers. */
export function ReviewsPanel({ listing }: { listing: TemplateView }) {
  const trpc = useTRPC();
  const me = useVisitor();
  const reviews = useInfiniteQuery(
    trpc.marketplace.reviews.infiniteQueryOptions(
      { template_id: listing.id, limit: 10 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
  );
  const items = reviews.data?.pages.flatMap((page) => page.items);
  return (
    <Panel aria-label="Reviews" aria-busy={reviews.isPending}>
      <PanelHeader
        title="Reviews"
        description="By people of teams that own it"
        actions={me === null ? null : <WriteReview listing={listing} />}
      />
      {listing.rating.count > 0 ? <StarCounts listing={listing} /> : null}
      {reviews.isPending ? <RowsSkeleton label="Loading the reviews" /> : null}
      {reviews.isError && items === undefined ? (
        <ApiErrorState
          error={reviews.error}
          title="The reviews could not be loaded"
          onRetry={() => reviews.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={MessageSquareText}
          title="No reviews yet"
          description="Whoever owns it can say how it works for them."
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((review) => (
            <Review key={review.id} review={review} />
          ))}
        </ul>
      ) : null}
      {reviews.hasNextPage ? (
        <div className="border-t p-3 text-center">
          <Button onClick={() => reviews.fetchNextPage()} loading={reviews.isFetchingNextPage}>
            Show older
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function WriteReview({ listing }: { listing: TemplateView }) {
  const trpc = useTRPC();
  const [writing, setWriting] = useState(false);
  const library = useQuery(trpc.marketplace.library.queryOptions());
  const owned = library.data?.items.find(({ template_id }) => template_id === listing.id);
  if (owned === undefined) return null;
  return (
    <>
      <Button size="sm" onClick={() => setWriting(true)}>
        <PenLine aria-hidden="true" />
        {owned.own_review === null ? 'Write a review' : 'Change your review'}
      </Button>
      {writing ? (
        <ReviewDialog
          templateId={listing.id}
          title={listing.title}
          before={owned.own_review}
          onClose={() => setWriting(false)}
        />
      ) : null}
    </>
  );
}

function StarCounts({ listing }: { listing: TemplateView }) {
  const most = Math.max(1, ...listing.stars.map(({ count }) => count));
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-3 border-b px-4 py-3">
      <Rating of={listing.rating} className="font-semibold text-lg" />
      <ul aria-label="By stars" className="flex min-w-48 max-w-xs flex-1 flex-col gap-0.5">
        {listing.stars
          .toSorted((a, b) => b.stars - a.stars)
          .map(({ stars, count }) => (
            <li key={stars} className="flex items-center gap-2 text-muted text-xs tabular-nums">
              <span className="w-3">{stars}</span>
              <span aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
                <span className="block h-full bg-warning" style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span className="w-8 text-right">
                <span className="sr-only">stars: </span>
                {count}
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}

function Review({ review }: { review: ReviewView }) {
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Stars rating={review.rating} />
        <span className="font-medium">{review.author ?? 'Somebody who owns it'}</span>
        <span className="text-muted text-xs">
          {review.version === null ? null : `version ${review.version}, `}
          <RelativeTime iso={review.updated_at} />
        </span>
      </p>
      {review.body === '' ? null : (
        <p className="max-w-prose whitespace-pre-line break-words text-sm">{review.body}</p>
      )}
      {review.answer === null ? null : (
        <div className="mt-1 max-w-prose border-l-2 pl-3 text-sm">
          <p className="text-muted text-xs">Its maker answered</p>
          <p className="whitespace-pre-line break-words">{review.answer}</p>
        </div>
      )}
    </li>
  );
}

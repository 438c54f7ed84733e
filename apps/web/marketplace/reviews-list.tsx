'use client';

import type { ReviewView, TemplateId } from '@agent-factory/contracts';
import { RelativeTime } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MessageSquareText } from 'lucide-react';
import type { ReactNode } from 'react';
import { ListStates, ShowOlder } from '../lists/list-states.tsx';
import { useTRPC } from '../trpc/context.ts';
import { Stars } from './rating.tsx';

export interface ReviewsListProps {
  templateId: TemplateId;
  /** What the place is for, while nobody has written. */
  empty: string;
  /** What stands below the words of a review: the answer, or the form for one. */
  below: (review: ReviewView) => ReactNode;
}

/** What teams that own a template say, newest first: to be read in the listing, to be answered in the studio. */
export function ReviewsList({ templateId, empty, below }: ReviewsListProps) {
  const trpc = useTRPC();
  const reviews = useInfiniteQuery(
    trpc.marketplace.reviews.infiniteQueryOptions(
      { template_id: templateId, limit: 10 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
  );
  return (
    <div aria-busy={reviews.isPending}>
      <ListStates
        noun="the reviews"
        query={reviews}
        items={reviews.data?.pages.flatMap((page) => page.items)}
        empty={{ icon: MessageSquareText, title: 'No reviews yet', description: empty }}
      >
        {(items) => (
          <ul className="divide-y divide-border">
            {items.map((review) => (
              <li key={review.id} className="flex flex-col gap-2 px-4 py-3">
                <ReviewWords review={review} />
                {below(review)}
              </li>
            ))}
          </ul>
        )}
      </ListStates>
      <ShowOlder query={reviews} />
    </div>
  );
}

function ReviewWords({ review }: { review: ReviewView }) {
  return (
    <>
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
    </>
  );
}

/** What its maker answered. */
export function ReviewAnswer({ answer }: { answer: string | null }) {
  if (answer === null) return null;
  return (
    <div className="max-w-prose border-s-2 ps-3 text-sm">
      <p className="text-muted text-xs">Its maker answered</p>
      <p className="whitespace-pre-line break-words">{answer}</p>
    </div>
  );
}

'use client';

import type { OwnTemplate, ReviewView } from '@agent-factory/contracts';
import {
  Button,
  EmptyState,
  Field,
  Panel,
  PanelHeader,
  RelativeTime,
  Textarea,
  useToast,
} from '@agent-factory/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { Stars } from '../marketplace/rating.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

/** What people say, to be answered. */
export function ReviewsPart({ template }: { template: OwnTemplate }) {
  const trpc = useTRPC();
  const reviews = useInfiniteQuery(
    trpc.marketplace.reviews.infiniteQueryOptions(
      { template_id: template.id, limit: 20 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
  );
  const items = reviews.data?.pages.flatMap((page) => page.items);
  return (
    <Panel aria-label="Reviews" aria-busy={reviews.isPending}>
      <PanelHeader title="Reviews" description="Answers stand below them in the listing" />
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
          description="Teams that own it can write one each."
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((review) => (
            <ToAnswer key={review.id} review={review} />
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

function ToAnswer({ review }: { review: ReviewView }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [writing, setWriting] = useState(false);
  const [text, setText] = useState(review.answer ?? '');
  const answer = useMutation(
    trpc.templates.answerReview.mutationOptions({
      onSuccess: async () => {
        setWriting(false);
        toast({ tone: 'positive', title: 'Your answer is there' });
        await queryClient.invalidateQueries(trpc.marketplace.reviews.pathFilter());
      },
    }),
  );
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Stars rating={review.rating} />
        <span className="font-medium">{review.author ?? 'Somebody who owns it'}</span>
        <RelativeTime iso={review.updated_at} className="text-muted text-xs" />
      </p>
      {review.body === '' ? null : (
        <p className="max-w-prose whitespace-pre-line break-words text-sm">{review.body}</p>
      )}
      {writing ? (
        <form
          className="flex max-w-prose flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            answer.mutate({ review_id: review.id, answer: text.trim() === '' ? null : text.trim() });
          }}
        >
          {answer.isError ? <FormError>{apiFailure(answer.error).message}</FormError> : null}
          <Field label="Your answer" description="Everybody reads it. Empty takes it back.">
            {(control) => (
              <Textarea
                {...control}
                maxLength={5_000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <div className="flex gap-2">
            <Button type="submit" variant="primary" loading={answer.isPending}>
              Save answer
            </Button>
            <Button onClick={() => setWriting(false)}>Cancel</Button>
          </div>
        </form>
      ) : (
        <>
          {review.answer === null ? null : (
            <p className="max-w-prose whitespace-pre-line break-words border-l-2 pl-3 text-sm">
              {review.answer}
            </p>
          )}
          <Button size="sm" className="self-start" onClick={() => setWriting(true)}>
            {review.answer === null ? 'Answer' : 'Change answer'}
          </Button>
        </>
      )}
    </li>
  );
}

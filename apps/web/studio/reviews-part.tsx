'use client';

import type { OwnTemplate, ReviewView } from '@agent-factory/contracts';
import { Button, Field, Panel, PanelHeader, Textarea, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { ReviewAnswer, ReviewsList } from '../marketplace/reviews-list.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

/** What people say, to be answered. */
export function ReviewsPart({ template }: { template: OwnTemplate }) {
  return (
    <Panel aria-label="Reviews">
      <PanelHeader title="Reviews" description="Answers stand below them in the listing" />
      <ReviewsList
        templateId={template.id}
        empty="Teams that own it can write one each."
        below={(review) => <ToAnswer review={review} />}
      />
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
  if (writing) {
    return (
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
    );
  }
  return (
    <>
      <ReviewAnswer answer={review.answer} />
      <Button size="sm" className="self-start" onClick={() => setWriting(true)}>
        {review.answer === null ? 'Answer' : 'Change answer'}
      </Button>
    </>
  );
}

'use client';

import type { ReviewView, TemplateId } from '@agent-factory/contracts';
import { Button, cn, Dialog, DialogContent, Field, Input, Textarea, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

export interface ReviewDialogProps {
  templateId: TemplateId;
  title: string;
  /** What they wrote before; one review a team, which can be changed. */
  before: ReviewView | null;
  onClose: () => void;
}

const words = ['', 'Useless', 'Poor', 'Fair', 'Good', 'Excellent'];

export function ReviewDialog({ templateId, title, before, onClose }: ReviewDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [rating, setRating] = useState(before?.rating ?? 0);
  const [body, setBody] = useState(before?.body ?? '');
  const [author, setAuthor] = useState(before?.author ?? '');
  const changed = async (said: string) => {
    await queryClient.invalidateQueries(trpc.marketplace.pathFilter());
    toast({ tone: 'positive', title: said });
    onClose();
  };
  const save = useMutation(
    trpc.marketplace.review.mutationOptions({ onSuccess: () => changed('Your review is there') }),
  );
  const remove = useMutation(
    trpc.marketplace.removeReview.mutationOptions({ onSuccess: () => changed('Your review is gone') }),
  );
  const failed = save.error ?? remove.error;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={`Review ${title}`} description="Everybody can read it. You can change it later.">
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            const name = author.trim();
            save.mutate({ template_id: templateId, rating, body, author: name === '' ? null : name });
          }}
        >
          {failed === null ? null : <FormError>{apiFailure(failed).message}</FormError>}
          <fieldset>
            <legend className="mb-1.5 font-medium text-sm">How well does it work?</legend>
            <div className="flex items-center gap-1">
              {[1, 2, 3, 4, 5].map((stars) => (
                <label
                  key={stars}
                  className="cursor-pointer rounded-sm p-1 has-focus-visible:outline-2 has-focus-visible:outline-accent"
                >
                  <input
                    type="radio"
                    name="rating"
                    className="sr-only"
                    checked={rating === stars}
                    onChange={() => setRating(stars)}
                  />
                  <Star
                    aria-hidden="true"
                    className={cn(
                      'size-5',
                      stars <= rating ? 'fill-current text-warning' : 'text-border-strong',
                    )}
                  />
                  <span className="sr-only">
                    {stars} {stars === 1 ? 'star' : 'stars'}, {words[stars]}
                  </span>
                </label>
              ))}
              <span aria-hidden="true" className="ms-2 text-muted text-sm">
                {words[rating]}
              </span>
            </div>
          </fieldset>
          <Field label="What should others know?">
            {(control) => (
              <Textarea
                {...control}
                maxLength={5_000}
                value={body}
                onChange={(event) => setBody(event.target.value)}
              />
            )}
          </Field>
          <Field label="Your name" description="As it is shown. Empty shows none.">
            {(control) => (
              <Input
                {...control}
                maxLength={80}
                value={author}
                onChange={(event) => setAuthor(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            {before === null ? null : (
              <Button
                variant="ghost"
                className="me-auto"
                loading={remove.isPending}
                onClick={() => remove.mutate({ template_id: templateId })}
              >
                Take it back
              </Button>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={rating === 0} loading={save.isPending}>
              {before === null ? 'Post review' : 'Save review'}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

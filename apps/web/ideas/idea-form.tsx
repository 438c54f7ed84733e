'use client';

import { Button, Field, Panel, PanelBody, Textarea } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const leastLetters = 10;
const mostLetters = 4_000;

export function IdeaForm() {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const [idea, setIdea] = useState('');
  const [problem, setProblem] = useState<string>();
  const evaluate = useMutation(
    trpc.ideas.evaluate.mutationOptions({
      onSuccess: ({ idea_id }) => {
        void queries.invalidateQueries(trpc.ideas.pathFilter());
        router.push(`/ideas/${idea_id}`);
      },
    }),
  );

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (idea.trim().length < leastLetters) {
      setProblem('Say it in a sentence: what is it, for whom?');
      return;
    }
    setProblem(undefined);
    evaluate.mutate({ idea });
  }

  return (
    <Panel aria-label="A new idea">
      <PanelBody>
        <form onSubmit={submit} className="flex flex-col gap-3">
          <Field
            label="Your idea"
            description="What it is, who it is for, and why they would pay. It is researched on the web."
            error={problem}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                maxLength={mostLetters}
                value={idea}
                onChange={(event) => setIdea(event.target.value)}
                onKeyDown={(event: KeyboardEvent) => {
                  if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit();
                }}
              />
            )}
          </Field>
          {evaluate.isError ? <FormError>{apiFailure(evaluate.error).message}</FormError> : null}
          <div>
            <Button type="submit" variant="primary" loading={evaluate.isPending}>
              Check idea
            </Button>
          </div>
        </form>
      </PanelBody>
    </Panel>
  );
}

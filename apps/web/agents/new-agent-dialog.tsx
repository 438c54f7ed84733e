'use client';

import { Button, Dialog, DialogContent, Field, Input } from '@agent-factory/ui';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import * as z from 'zod/mini';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { GalleryChoice } from './gallery-choice.ts';
import { slugOf } from './slug.ts';
import { TemplateGallery } from './template-gallery.tsx';
import { agentTemplates } from './templates.ts';

const DeployDialog = dynamic(() =>
  import('../marketplace/deploy-dialog.tsx').then((module) => module.DeployDialog),
);

// Without this zod tries `new Function` once, which our content security policy reports as an attempt.
z.config({ jitless: true });

const newAgentForm = z.object({
  title: z.string().check(
    z.trim(),
    z.minLength(1, { error: 'Give it a title.' }),
    z.maxLength(100, { error: 'Use at most 100 characters.' }),
    z.refine((title) => slugOf(title) !== '', { error: 'Use at least one letter from a to z.' }),
  ),
});
type NewAgentForm = z.infer<typeof newAgentForm>;

/** Makes an agent from a starting point and opens it in the editor, or deploys a template that the team owns. */
export function NewAgentDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<NewAgentForm>({
    resolver: zodResolver(newAgentForm),
    defaultValues: { title: '' },
  });
  const [choice, setChoice] = useState<GalleryChoice>({ from: 'start', id: 'assistant' });
  const [deploying, setDeploying] = useState(false);
  const title = useWatch({ control: form.control, name: 'title' });
  const create = useMutation(
    trpc.agents.create.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.agents.list.pathFilter());
        router.push(`/agents/${saved.id}`);
      },
      onError: (error) => {
        const failure = apiFailure(error);
        if (failure.code === 'name_taken') {
          form.setError('title', { message: 'An agent of that name exists already. Choose another title.' });
        }
      },
    }),
  );
  const failure = create.isError ? apiFailure(create.error) : null;
  const slug = slugOf(title);

  if (deploying && choice.from === 'template') {
    return (
      <DeployDialog
        templateId={choice.id}
        title={choice.title}
        name={slug}
        onClose={() => setDeploying(false)}
      />
    );
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="New agent"
        description="From a starting point, your team’s library or the marketplace."
        className="max-w-3xl"
      >
        <form
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={form.handleSubmit((values) => {
            const template = agentTemplates.find(({ id }) => id === choice.id);
            if (choice.from !== 'start' || template === undefined) return;
            create.mutate({
              spec: template.spec({ name: slugOf(values.title), title: values.title.trim() }),
            });
          })}
        >
          <div className="flex min-h-0 flex-col gap-5 overflow-y-auto p-5">
            {failure && failure.code !== 'name_taken' ? <FormError>{failure.message}</FormError> : null}
            <Field
              label="Title"
              description={
                slug ? (
                  <>
                    Programs call it <span className="font-mono text-text">{slug}</span>
                  </>
                ) : (
                  'What people call it, like “Invoice checker”.'
                )
              }
              error={form.formState.errors.title?.message}
            >
              {(control) => <Input {...control} autoFocus autoComplete="off" {...form.register('title')} />}
            </Field>
            <TemplateGallery choice={choice} onChoose={setChoice} />
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            {choice.from === 'start' ? (
              <Button type="submit" variant="primary" loading={create.isPending || create.isSuccess}>
                Create agent
              </Button>
            ) : choice.owned ? (
              <Button variant="primary" onClick={() => setDeploying(true)}>
                Deploy template
              </Button>
            ) : (
              <Button asChild variant="primary">
                <Link href={`/marketplace/${choice.id}`}>Open listing</Link>
              </Button>
            )}
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

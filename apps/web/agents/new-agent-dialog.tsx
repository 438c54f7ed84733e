'use client';

import { Button, cn, Dialog, DialogContent, Field, Input } from '@agent-factory/ui';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useForm, useWatch } from 'react-hook-form';
import * as z from 'zod/mini';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { slugOf } from './slug.ts';
import { agentTemplates } from './templates.ts';

// Without this zod tries `new Function` once, which our content security policy reports as an attempt.
z.config({ jitless: true });

const newAgentForm = z.object({
  title: z.string().check(
    z.trim(),
    z.minLength(1, { error: 'Give it a title.' }),
    z.maxLength(100, { error: 'Use at most 100 characters.' }),
    z.refine((title) => slugOf(title) !== '', { error: 'Use at least one letter from a to z.' }),
  ),
  template: z.enum(agentTemplates.map((template) => template.id)),
});
type NewAgentForm = z.infer<typeof newAgentForm>;

/** Makes an agent from a template and opens it in the editor. */
export function NewAgentDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<NewAgentForm>({
    resolver: zodResolver(newAgentForm),
    defaultValues: { title: '', template: 'assistant' },
  });
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

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="New agent"
        description="A starting point; every line of it can be changed afterwards."
        className="max-w-xl"
      >
        <form
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={form.handleSubmit((values) => {
            const template = agentTemplates.find((candidate) => candidate.id === values.template);
            if (template === undefined) return;
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
            <fieldset>
              <legend className="mb-1.5 font-medium text-sm">Start from</legend>
              <div className="grid gap-2 sm:grid-cols-2">
                {agentTemplates.map((template) => (
                  <label
                    key={template.id}
                    className={cn(
                      'relative cursor-pointer rounded-md border p-3 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
                    )}
                  >
                    <input
                      type="radio"
                      value={template.id}
                      className="sr-only"
                      {...form.register('template')}
                    />
                    <span className="block font-medium text-sm">{template.label}</span>
                    <span className="mt-0.5 block text-muted text-xs">{template.description}</span>
                  </label>
                ))}
              </div>
            </fieldset>
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={create.isPending || create.isSuccess}>
              Create agent
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

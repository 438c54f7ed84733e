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
import { DescribeField } from '../drafts/describe-field.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';
import type { GalleryChoice } from './gallery-choice.ts';
import { slugOf } from './slug.ts';
import type { SpecFile } from './spec-file.ts';
import { TemplateGallery } from './template-gallery.tsx';
import { agentTemplates } from './templates.ts';

const DeployDialog = dynamic(() =>
  import('../marketplace/deploy-dialog.tsx').then((module) => module.DeployDialog),
);
const DraftReview = dynamic(() => import('../drafts/draft-review.tsx').then((module) => module.DraftReview));
const ImportStart = dynamic(() => import('./import-start.tsx').then((module) => module.ImportStart));

// Without this zod tries `new Function` once, which our content security policy reports as an attempt.
z.config({ jitless: true });

/** What is described or imported brings a title along; a starting point does not. */
const newAgentForm = z
  .object({
    brings: z.boolean(),
    title: z.string().check(z.trim(), z.maxLength(100, { error: 'tooLong' })),
  })
  .check(
    z.refine(({ title, brings }) => brings || title !== '', { path: ['title'], error: 'giveTitle' }),
    z.refine(({ title }) => title === '' || slugOf(title) !== '', {
      path: ['title'],
      error: 'useLetter',
    }),
  );
type NewAgentForm = z.infer<typeof newAgentForm>;
/** What the form says of a title, by the messages that tell it. */
const titleProblems = ['tooLong', 'giveTitle', 'useLetter', 'nameTaken'] as const;

/** What was described when the dialog was closed without an agent; it stands there again for as long as the page lives. */
let leftDescription = '';

/**
 * Makes an agent and opens it in the editor: from a starting point, from what its author describes (the draft is read first) or
 * from a file; or deploys a template that the team owns.
 */
export function NewAgentDialog({ onClose }: { onClose: () => void }) {
  const say = useWords('agents');
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<NewAgentForm>({
    resolver: zodResolver(newAgentForm),
    defaultValues: { title: '', brings: false },
  });
  const [choice, setChoice] = useState<GalleryChoice>({ from: 'start', id: 'assistant' });
  const [description, setDescription] = useState(leftDescription);
  const [file, setFile] = useState<SpecFile | null>(null);
  const [deploying, setDeploying] = useState(false);
  const title = useWatch({ control: form.control, name: 'title' });
  const draft = useMutation(trpc.agents.draft.mutationOptions());
  const create = useMutation(
    trpc.agents.create.mutationOptions({
      onSuccess: async (saved) => {
        leftDescription = '';
        await queryClient.invalidateQueries(trpc.agents.list.pathFilter());
        router.push(`/agents/${saved.id}`);
      },
      onError: (error) => {
        const failure = apiFailure(error);
        if (failure.code === 'name_taken') {
          form.setError('title', { message: 'nameTaken' });
        }
      },
    }),
  );
  const wrong = titleProblems.find((one) => one === form.formState.errors.title?.message);
  const failed = create.error ?? draft.error;
  const failure = failed ? apiFailure(failed) : null;
  const slug = slugOf(title);
  const own = choice.from === 'own' ? choice.id : null;
  const reviewed = own === 'describe' ? draft.data : undefined;

  function choose(next: GalleryChoice): void {
    form.clearErrors();
    form.setValue('brings', next.from === 'own');
    setChoice(next);
  }
  function ask(): void {
    if (description.trim() === '' || draft.isPending) return;
    const wanted = form.getValues('title').trim();
    draft.mutate({ description, ...(wanted === '' ? {} : { title: wanted }) });
  }
  /** Under the title that was chosen here, else under its own. */
  async function make(text: string, wanted: string): Promise<void> {
    const { titled } = await import('./spec-file.ts');
    create.mutate({ spec: wanted === '' ? text : titled(text, { name: slugOf(wanted), title: wanted }) });
  }
  function submit({ title: wanted }: NewAgentForm): void {
    if (own === 'describe') {
      if (reviewed === undefined) ask();
      else if (reviewed.valid) void make(reviewed.spec, wanted);
    } else if (own === 'import') {
      if (file !== null && file.problems.length === 0) void make(file.text, wanted);
    } else {
      const template = agentTemplates.find(({ id }) => id === choice.id);
      if (choice.from !== 'start' || template === undefined) return;
      create.mutate({ spec: template.spec({ name: slugOf(wanted), title: wanted }) });
    }
  }

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
  const cannotBeMade = own === 'import' && (file === null || file.problems.length > 0);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={say('newAgent')}
        description={say('newHint')}
        className="max-w-3xl"
        // A draft may have cost money; a click beside the dialog does not throw it away.
        onInteractOutside={(event) => {
          if (reviewed || draft.isPending) event.preventDefault();
        }}
      >
        <form noValidate className="flex min-h-0 flex-col" onSubmit={form.handleSubmit(submit)}>
          <div className="flex min-h-0 flex-col gap-5 overflow-y-auto p-5">
            {failure && failure.code !== 'name_taken' ? <FormError>{tellFailure(failed)}</FormError> : null}
            <Field
              label={say('titleField')}
              description={
                slug
                  ? say.rich('called', {
                      name: slug,
                      code: (name) => <span className="font-mono text-text">{name}</span>,
                    })
                  : own === null
                    ? say('titleHint')
                    : say('titleOwn')
              }
              error={wrong === undefined ? undefined : say(wrong)}
            >
              {(control) => <Input {...control} autoFocus autoComplete="off" {...form.register('title')} />}
            </Field>
            {reviewed ? (
              <section aria-label={say('theDraft')}>
                <DraftReview before="" draft={reviewed} />
              </section>
            ) : (
              <TemplateGallery choice={choice} onChoose={choose}>
                {own === 'describe' ? (
                  <DescribeField
                    label={say('whatFor')}
                    placeholder={say('whatForExample')}
                    value={description}
                    onChange={(typed) => {
                      leftDescription = typed;
                      setDescription(typed);
                    }}
                    onSubmit={ask}
                  />
                ) : own === 'import' ? (
                  <ImportStart file={file} onFile={setFile} />
                ) : null}
              </TemplateGallery>
            )}
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            {reviewed ? (
              <Button variant="ghost" onClick={() => draft.reset()}>
                {say('changeDescription')}
              </Button>
            ) : (
              <Button variant="ghost" onClick={onClose}>
                {sayPart('cancel')}
              </Button>
            )}
            {own === 'describe' && reviewed === undefined ? (
              <Button
                type="submit"
                variant="primary"
                loading={draft.isPending}
                disabled={description.trim() === ''}
              >
                {say('draftIt')}
              </Button>
            ) : choice.from !== 'template' ? (
              <Button
                type="submit"
                variant="primary"
                loading={create.isPending || create.isSuccess}
                disabled={cannotBeMade || reviewed?.valid === false}
              >
                {say('create')}
              </Button>
            ) : choice.owned ? (
              <Button variant="primary" onClick={() => setDeploying(true)}>
                {say('deploy')}
              </Button>
            ) : (
              <Button asChild variant="primary">
                <Link href={`/marketplace/${choice.id}`}>{say('openListing')}</Link>
              </Button>
            )}
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

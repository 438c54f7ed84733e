'use client';

import type { RunId, TestCase } from '@agent-factory/contracts';
import { Button, CodeBlock, Field, Input, Select, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, ShieldCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { CaseFromRun, Run } from '../trpc/outputs.ts';
import { AssertionForm } from './assertion-form.tsx';
import { newAssertion } from './draft-assertion.ts';
import { type DraftCase, type DraftErrors, draftOfCase, readCases } from './draft-case.ts';
import { useSaveInSpec } from './use-save-in-spec.ts';

export interface SaveAsTestDialogProps {
  run: Run;
  /** Where one goes on with what one did; else the dataset is opened. */
  stay?: boolean;
  onClose: () => void;
}

const places = [
  { value: 'dataset', label: 'A dataset' },
  { value: 'spec', label: 'The spec’s own tests' },
];

/** A run as a case: shown with what was masked in it before anything is kept. */
export function SaveAsTestDialog({ run, stay = false, onClose }: SaveAsTestDialogProps) {
  const trpc = useTRPC();
  const made = useQuery(
    trpc.testEvidence.caseFromRun.queryOptions(
      { run_id: run.run_id as RunId },
      // What is being changed must not be replaced.
      { staleTime: Number.POSITIVE_INFINITY, retry: false },
    ),
  );
  if (made.data !== undefined) return <Written run={run} made={made.data} stay={stay} onClose={onClose} />;
  return (
    <FormDialog
      title="Save as test"
      description="Secrets and personal data are masked first."
      verb="Save test"
      pending={made.isPending}
      error={made.error}
      onSubmit={() => void made.refetch()}
      onClose={onClose}
    >
      {made.isPending ? (
        <div aria-busy="true" className="flex flex-col gap-4">
          <span className="sr-only">Reading the run</span>
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
          <Skeleton className="h-32" />
        </div>
      ) : null}
    </FormDialog>
  );
}

function Written({ run, made, stay = false, onClose }: SaveAsTestDialogProps & { made: CaseFromRun }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const queryClient = useQueryClient();
  const listId = useId();
  // Stored cases are of the shape that saving takes.
  const given = made.case as TestCase;
  const [dataset, setDataset] = useState(`From runs of ${run.agent_name}`.slice(0, 100));
  const [draft, setDraft] = useState<DraftCase>(() => draftOfCase(given));
  const [errors, setErrors] = useState<DraftErrors | null>(null);
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const [place, setPlace] = useState<'dataset' | 'spec'>('dataset');
  const inSpec = useSaveInSpec(run.agent_id, (version) => {
    toast({ tone: 'positive', title: `Saved in the spec, version ${version}` });
    onClose();
  });
  const save = useMutation(
    trpc.testEvidence.saveCase.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.datasets.pathFilter());
        toast({ tone: 'positive', title: `Saved in ${saved.name}, version ${saved.version}` });
        if (stay) onClose();
        else router.push(`/tests/datasets/${saved.id}`);
      },
    }),
  );
  const wrong = errors?.get(draft.key);

  function submit(): void {
    const read = readCases([draft]);
    setErrors(read.errors);
    const [one] = read.cases ?? [];
    if (one === undefined) return;
    if (place === 'spec') inSpec.save(one);
    else if (dataset.trim() !== '') {
      save.mutate({ dataset: dataset.trim(), agent_id: run.agent_id, case: one });
    }
  }

  return (
    <FormDialog
      title="Save as test"
      description="This is what is kept. What the agent answered is not taken for right: say what must be true."
      verb="Save test"
      pending={save.isPending || save.isSuccess || inSpec.isPending}
      error={place === 'dataset' ? save.error : null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Masked made={made} />
      {place === 'spec' && inSpec.problem !== null ? <FormError>{inSpec.problem}</FormError> : null}
      <Field
        label="Save in"
        description={
          place === 'spec'
            ? 'Becomes a new version of the agent. Answers of tools are not kept there: a test of the spec calls them.'
            : undefined
        }
      >
        {(control) => (
          <Select
            {...control}
            value={place}
            options={places}
            onValueChange={(next) => setPlace(next === 'spec' ? 'spec' : 'dataset')}
          />
        )}
      </Field>
      {place === 'spec' ? null : (
        <Field label="Dataset" error={dataset.trim() === '' ? 'Name a dataset.' : undefined}>
          {(control) => (
            <>
              <Input
                {...control}
                list={listId}
                maxLength={100}
                autoComplete="off"
                value={dataset}
                onChange={(event) => setDataset(event.target.value)}
              />
              <datalist id={listId}>
                {datasets.data?.items.map(({ id, name }) => (
                  <option key={id} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
      <Field label="Name of the case" error={wrong?.name}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <section aria-label="Input">
        <h3 className="mb-1.5 font-medium text-sm">Input</h3>
        <CodeBlock code={draft.input} label="Input of the case" />
      </section>
      {given.stubs === null ? null : (
        <details>
          <summary className="cursor-pointer text-muted text-sm">
            {given.stubs.tools.length} {given.stubs.tools.length === 1 ? 'answer' : 'answers'} of tools, kept
            as stubs
          </summary>
          <CodeBlock code={JSON.stringify(given.stubs.tools, null, 2)} label="Stubs" className="mt-2" />
        </details>
      )}
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1.5 font-medium text-sm">All of this must hold</legend>
        {draft.expect.map((assertion) => (
          <AssertionForm
            key={assertion.key}
            assertion={assertion}
            errors={errors?.get(assertion.key)}
            onChange={(changed) =>
              setDraft({
                ...draft,
                expect: draft.expect.map((one) => (one.key === changed.key ? changed : one)),
              })
            }
            onRemove={() =>
              setDraft({ ...draft, expect: draft.expect.filter(({ key }) => key !== assertion.key) })
            }
          />
        ))}
        <Button
          size="sm"
          className="self-start"
          onClick={() => setDraft({ ...draft, expect: [...draft.expect, newAssertion('contains')] })}
        >
          <Plus aria-hidden="true" />
          Add expectation
        </Button>
      </fieldset>
    </FormDialog>
  );
}

function Masked({ made: { masked } }: { made: CaseFromRun }) {
  const kinds = new Map<string, number>();
  for (const { kind } of masked) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const said = [...kinds].map(([kind, count]) => `${count} × ${kind.replaceAll('_', ' ')}`).join(', ');
  return (
    <p role="status" className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2 text-sm">
      <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
      {said === '' ? 'Nothing had to be masked. Look yourself before you save.' : `Masked: ${said}.`}
    </p>
  );
}

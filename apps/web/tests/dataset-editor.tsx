'use client';

import { type AgentId, isId, type TestCase } from '@agent-factory/contracts';
import {
  Button,
  EmptyState,
  Field,
  Input,
  Panel,
  PanelBody,
  PanelHeader,
  Select,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ListChecks, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { CaseForm } from './case-form.tsx';
import { type DraftCase, type DraftErrors, draftOfCase, newCase, readCases } from './draft-case.ts';
import { ImportPanel } from './import-panel.tsx';

export interface DatasetEditorProps {
  /** What there is already; null for a new one. Its name stays. */
  dataset: { name: string; description: string; agent_id: AgentId | null; cases: readonly TestCase[] } | null;
  agentId: AgentId | null;
}

const none = 'none';
const shownAtOnce = 100;

/** Cases by hand and from files; saving makes the dataset's next version. What was written stays when it is refused. */
export function DatasetEditor({ dataset, agentId }: DatasetEditorProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [name, setName] = useState(dataset?.name ?? '');
  const [description, setDescription] = useState(dataset?.description ?? '');
  const [agent, setAgent] = useState<string>(dataset?.agent_id ?? agentId ?? none);
  const [drafts, setDrafts] = useState<readonly DraftCase[]>(() => dataset?.cases.map(draftOfCase) ?? []);
  const [open, setOpen] = useState<string | null>(null);
  const [shown, setShown] = useState(shownAtOnce);
  const [errors, setErrors] = useState<DraftErrors | null>(null);
  const [tried, setTried] = useState(false);
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const save = useMutation(
    trpc.datasets.save.mutationOptions({
      onSuccess: async (saved) => {
        await queryClient.invalidateQueries(trpc.datasets.pathFilter());
        toast({
          tone: 'positive',
          title: saved.unchanged
            ? `Nothing changed: these cases are version ${saved.version} already`
            : `${saved.name} is saved as version ${saved.version}`,
        });
        router.push(`/tests/datasets/${saved.id}`);
      },
    }),
  );
  const nameError = tried && name.trim() === '' ? 'Give it a name.' : undefined;

  function add(draft: DraftCase): void {
    setDrafts([...drafts, draft]);
    setShown(Math.max(shown, drafts.length + 1));
    setOpen(draft.key);
  }

  function submit(): void {
    setTried(true);
    const read = readCases(drafts);
    setErrors(read.errors);
    if (read.cases === null) {
      const first = drafts.find(({ key }) => read.errors.has(key));
      if (first) setOpen(first.key);
      return;
    }
    if (name.trim() === '' || read.cases.length === 0) return;
    save.mutate({
      name: name.trim(),
      description,
      ...(isId('agent', agent) ? { agent_id: agent } : {}),
      cases: read.cases,
    });
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Panel aria-label="Dataset">
        <PanelBody className="grid gap-4 md:grid-cols-3">
          <Field label="Name" error={nameError}>
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                autoComplete="off"
                disabled={dataset !== null}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="What it is for">
            {(control) => (
              <Input
                {...control}
                maxLength={2_000}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          <Field label="Made for">
            {(control) => (
              <Select
                {...control}
                className="w-full"
                disabled={dataset !== null}
                value={agent}
                onValueChange={setAgent}
                options={[
                  { value: none, label: 'Any agent' },
                  ...(agents.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []),
                ]}
              />
            )}
          </Field>
        </PanelBody>
      </Panel>
      <Panel aria-label="Cases">
        <PanelHeader
          title="Cases"
          description={drafts.length === 1 ? '1 case' : `${drafts.length} cases`}
          actions={
            drafts.length === 0 ? null : (
              <Button size="sm" onClick={() => add(newCase())}>
                <Plus aria-hidden="true" />
                Add case
              </Button>
            )
          }
        />
        {drafts.length === 0 ? (
          <EmptyState
            icon={ListChecks}
            title="No cases yet"
            description="A case is what the agent is asked and what must be true of what it does. Write one, or import some below."
            action={
              <Button variant="primary" onClick={() => add(newCase())}>
                <Plus aria-hidden="true" />
                Add case
              </Button>
            }
            className="py-10"
          />
        ) : (
          <ul className="divide-y divide-border">
            {drafts.slice(0, shown).map((draft, place) => (
              <CaseForm
                key={draft.key}
                draft={draft}
                number={place + 1}
                open={open === draft.key}
                errors={errors}
                onOpen={() => setOpen(open === draft.key ? null : draft.key)}
                onChange={(changed) =>
                  setDrafts(drafts.map((one) => (one.key === changed.key ? changed : one)))
                }
                onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
              />
            ))}
          </ul>
        )}
        {drafts.length > shown ? (
          <div className="border-t p-2">
            <Button variant="ghost" className="w-full" onClick={() => setShown(shown + shownAtOnce)}>
              Show {Math.min(shownAtOnce, drafts.length - shown)} more
            </Button>
          </div>
        ) : null}
      </Panel>
      <ImportPanel
        onAdd={(cases) => {
          const taken = cases.map(draftOfCase);
          setDrafts([...drafts, ...taken]);
        }}
      />
      {save.error ? <FormError>{apiFailure(save.error).message}</FormError> : null}
      {tried && errors !== null ? (
        <FormError>Some cases need something; they are marked above.</FormError>
      ) : null}
      {tried && drafts.length === 0 ? <FormError>A dataset has one case at least.</FormError> : null}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={save.isPending}>
          {dataset === null ? 'Save dataset' : 'Save as new version'}
        </Button>
      </div>
    </form>
  );
}

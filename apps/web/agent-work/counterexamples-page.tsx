'use client';

import { type AgentId, isId } from '@agent-factory/contracts';
import { Button, EmptyState, Field, Input, Panel, PanelBody, PanelHeader, Select } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bug, Search } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { AgentLinks } from './agent-links.tsx';
import { FindsPanel } from './finds-panel.tsx';

/** A search for questions and tool answers that break an agent's rules; what is found is kept as cases. */
export function CounterexamplesPage({ agentId }: { agentId: AgentId }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const [dataset, setDataset] = useState('');
  const [tries, setTries] = useState('200');
  const [live, setLive] = useState('0');
  const search = useMutation(
    trpc.reflection.counterexamples.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.datasets.pathFilter()),
    }),
  );
  const offered = (datasets.data?.items ?? []).filter(
    ({ agent_id }) => agent_id === null || agent_id === agentId,
  );
  const chosen = dataset === '' ? (offered[0]?.id ?? '') : dataset;
  const triesError = within(tries, 1, 2_000) ? undefined : 'A whole number from 1 to 2,000.';
  const liveError = within(live, 0, 100) ? undefined : 'A whole number from 0 to 100.';

  function submit(): void {
    if (triesError !== undefined || liveError !== undefined || !isId('dataset', chosen)) return;
    const counts = { tries: Number(tries), live_tries: Number(live) };
    search.mutate({ agent_id: agentId, dataset_id: chosen, ...counts });
  }

  return (
    <Page
      title="Counterexamples"
      description="Questions and tool answers that break an invariant, a limit or a test, made as small as they get."
      actions={<AgentLinks agentId={agentId} but="counterexamples" />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Panel aria-label="Search">
          <PanelHeader title="Search" description="It begins with the train cases of a dataset" />
          {datasets.isPending ? <RowsSkeleton label="Loading the datasets" /> : null}
          {datasets.isError && datasets.data === undefined ? (
            <ApiErrorState
              error={datasets.error}
              title="The datasets could not be loaded"
              onRetry={() => datasets.refetch()}
            />
          ) : null}
          {datasets.data && offered.length === 0 ? (
            <EmptyState
              className="py-10"
              icon={Bug}
              title="No dataset to begin with"
              description="The search changes cases that you have, and keeps what it finds beside them."
              action={
                <Link
                  href={`/tests/datasets/new?agent=${agentId}`}
                  className="text-accent underline underline-offset-2"
                >
                  New dataset
                </Link>
              }
            />
          ) : null}
          {offered.length > 0 ? (
            <PanelBody>
              <form
                noValidate
                className="flex flex-col gap-4"
                onSubmit={(event) => {
                  event.preventDefault();
                  submit();
                }}
              >
                {search.error ? <FormError>{apiFailure(search.error).message}</FormError> : null}
                <Field label="Dataset">
                  {(control) => (
                    <Select
                      {...control}
                      className="w-full"
                      value={chosen}
                      onValueChange={setDataset}
                      options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                    />
                  )}
                </Field>
                <Field
                  label="Tries"
                  description="With the offline model; they cost nothing."
                  error={triesError}
                >
                  {(control) => (
                    <Input
                      {...control}
                      inputMode="numeric"
                      value={tries}
                      onChange={(event) => setTries(event.target.value)}
                    />
                  )}
                </Field>
                <Field
                  label="Live tries"
                  description="With your models, after that, for at most $0.05."
                  error={liveError}
                >
                  {(control) => (
                    <Input
                      {...control}
                      inputMode="numeric"
                      value={live}
                      onChange={(event) => setLive(event.target.value)}
                    />
                  )}
                </Field>
                <Button type="submit" variant="primary" loading={search.isPending}>
                  {search.isPending ? null : <Search aria-hidden="true" />}
                  Search
                </Button>
              </form>
            </PanelBody>
          ) : null}
        </Panel>
        <FindsPanel
          found={search.data}
          pending={search.isPending}
          datasetId={isId('dataset', chosen) ? chosen : null}
        />
      </div>
    </Page>
  );
}

function within(text: string, least: number, most: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most;
}

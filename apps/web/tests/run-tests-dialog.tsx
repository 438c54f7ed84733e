'use client';

import { type AgentId, isId } from '@agent-factory/contracts';
import { Field, formatMoney, Input, Select, Switch } from '@agent-factory/ui';
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FormDialog } from '../schedules/form-dialog.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { TestsEstimate } from '../trpc/outputs.ts';

const own = 'own';

export interface RunTestsDialogProps {
  agentId: AgentId | undefined;
  /** From the address: may be no id at all. */
  datasetId: string | null;
  onClose: () => void;
}

/** Starts a test run, once it has said what that may cost. */
export function RunTestsDialog({ agentId, datasetId, onClose }: RunTestsDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [agent, setAgent] = useState<string>(agentId ?? '');
  const [tests, setTests] = useState(isId('dataset', datasetId) ? datasetId : own);
  const [trials, setTrials] = useState('');
  const [ceiling, setCeiling] = useState('');
  const [judge, setJudge] = useState('');
  const [cache, setCache] = useState(false);
  const [approve, setApprove] = useState(false);
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }));
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const chosen = agent === '' ? agents.data?.items[0]?.id : agent;
  const often = trials.trim() === '' ? undefined : Number(trials);
  const oftenError =
    often === undefined || (Number.isInteger(often) && often >= 1 && often <= 50)
      ? undefined
      : 'A whole number from 1 to 50.';
  const most = ceiling.trim() === '' ? undefined : Number(ceiling);
  const mostError =
    most === undefined || (most >= 0 && most <= 1_000) ? undefined : 'Dollars, from 0 to 1,000.';
  const what = {
    ...(often === undefined ? {} : { trials: often }),
    ...(isId('dataset', tests) ? { dataset_id: tests } : {}),
  };
  const estimate = useQuery(
    trpc.testEvidence.estimate.queryOptions(
      isId('agent', chosen) && oftenError === undefined ? { agent_id: chosen, ...what } : skipToken,
      { retry: false, placeholderData: keepPreviousData },
    ),
  );
  const start = useMutation(
    trpc.tests.runAgent.mutationOptions({
      onSuccess: (started) => {
        void queryClient.invalidateQueries(trpc.tests.runs.pathFilter());
        router.push(`/tests/runs/${started.run_id}`);
      },
    }),
  );

  function submit(): void {
    if (!isId('agent', chosen) || oftenError !== undefined || mostError !== undefined) return;
    start.mutate({
      agent_id: chosen,
      ...what,
      ...(most === undefined ? {} : { max_cost_usd: most }),
      settings: {
        cache,
        approvals: approve ? 'approve' : 'deny',
        ...(judge.trim() === '' ? {} : { judge: judge.trim() }),
      },
    });
  }

  return (
    <FormDialog
      title="Run tests"
      description="Nothing in the world changes: tools that write or move money answer from stubs alone."
      verb="Run tests"
      pending={start.isPending || start.isSuccess}
      error={start.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Agent">
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={chosen ?? ''}
            onValueChange={setAgent}
            options={agents.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []}
          />
        )}
      </Field>
      <Field label="Tests">
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={tests}
            onValueChange={setTests}
            options={[
              { value: own, label: 'Those of its spec' },
              ...(datasets.data?.items ?? []).map(({ id, name, version, cases }) => ({
                value: id,
                label: `${name} (v${version}, ${cases} ${cases === 1 ? 'case' : 'cases'})`,
              })),
            ]}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Trials of each" description="Left empty: as the spec’s gates say." error={oftenError}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              placeholder={String(estimate.data?.trials ?? 1)}
              value={trials}
              onChange={(event) => setTrials(event.target.value)}
            />
          )}
        </Field>
        <Field label="At most, in dollars" description="It stops there." error={mostError}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              placeholder={estimate.data ? String(Math.min(1_000, estimate.data.at_most_usd)) : ''}
              value={ceiling}
              onChange={(event) => setCeiling(event.target.value)}
            />
          )}
        </Field>
      </div>
      <details>
        <summary className="cursor-pointer text-muted text-sm">More settings</summary>
        <div className="mt-3 flex flex-col gap-4">
          <Field
            label="Judge"
            description="A model as vendor/name, never the one under test. Left empty, one is chosen."
          >
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                autoComplete="off"
                spellCheck={false}
                value={judge}
                onChange={(event) => setJudge(event.target.value)}
              />
            )}
          </Field>
          <Setting
            label="Take the same answers again"
            says="What was asked before under the same spec and settings is not asked anew; it is judged anew."
            checked={cache}
            onChange={setCache}
          />
          <Setting
            label="Approve what waits for a person"
            says="Otherwise it is denied."
            checked={approve}
            onChange={setApprove}
          />
        </div>
      </details>
      <p role="status" className="min-h-10 rounded-md bg-sunken px-3 py-2 text-muted text-sm">
        {estimate.error
          ? apiFailure(estimate.error).message
          : estimate.data
            ? inWords(estimate.data)
            : 'Reckoning what it may cost'}
      </p>
    </FormDialog>
  );
}

function inWords({ tests, trials, at_most_usd, likely_usd }: TestsEstimate): string {
  if (tests === 0) return 'There are no tests here yet. Write some in the spec, or choose a dataset.';
  const all = tests * trials;
  const what = `${tests} ${tests === 1 ? 'test' : 'tests'} × ${trials} = ${all} ${all === 1 ? 'trial' : 'trials'}.`;
  const likely = likely_usd === null ? '' : `Likely ${formatMoney(likely_usd)}, `;
  const most = `${likely === '' ? 'At' : 'at'} most ${formatMoney(at_most_usd)} by the agent’s own ceiling, judges aside.`;
  return `${what} ${likely}${most}`;
}

function Setting({
  label,
  says,
  checked,
  onChange,
}: {
  label: string;
  says: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <p className="font-medium text-sm">{label}</p>
        <p className="text-muted text-xs">{says}</p>
      </div>
      <Switch aria-label={label} checked={checked} onCheckedChange={onChange} />
    </div>
  );
}

'use client';

import type { AgentId, TestRunId } from '@agent-factory/contracts';
import {
  Button,
  buttonStyles,
  EmptyState,
  Kbd,
  Panel,
  PanelBody,
  PanelHeader,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CheckCheck } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { singleKeysWork } from '../frame/single-keys.ts';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { Answer } from '../runs/answer.tsx';
import { oneLine } from '../runs/one-line.ts';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { TrialToLabel } from '../trpc/outputs.ts';
import { JudgeOpinion } from './judge-opinion.tsx';

interface Said {
  trial: TrialToLabel;
  label: 'pass' | 'fail';
}

/** One trial at a time: p passes it, f fails it, s leaves it for later. The judge's opinion comes after one's own. */
export function LabelDesk({ agentId, runId }: { agentId: AgentId; runId: TestRunId | undefined }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const asked = { agent_id: agentId, ...(runId === undefined ? {} : { run_id: runId }) };
  const trials = useQuery(
    trpc.testEvidence.toLabel.queryOptions({ ...asked, limit: 100 }, { refetchOnWindowFocus: false }),
  );
  // Left for later, or labelled since the list was read.
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const [labelled, setLabelled] = useState(0);
  const [last, setLast] = useState<Said | null>(null);
  const trial = trials.data?.items.find(({ trial_id }) => !passed.has(trial_id));
  const label = useMutation(
    trpc.tests.label.mutationOptions({
      onSuccess: () => {
        setLabelled((count) => count + 1);
        void queryClient.invalidateQueries(trpc.testEvidence.calibration.pathFilter());
      },
      onError: (error, { trial_id }) => {
        setPassed((before) => new Set([...before].filter((id) => id !== trial_id)));
        setLast(null);
        toast({ tone: 'danger', title: 'Your label was not kept', description: apiFailure(error).message });
      },
    }),
  );

  function say(verdict: 'pass' | 'fail'): void {
    if (trial === undefined || label.isPending) return;
    setPassed(new Set([...passed, trial.trial_id]));
    setLast({ trial, label: verdict });
    label.mutate({ trial_id: trial.trial_id, label: verdict });
  }
  function skip(): void {
    if (trial === undefined) return;
    setPassed(new Set([...passed, trial.trial_id]));
    setLast(null);
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || !singleKeysWork()) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return;
    if (event.key === 'p') say('pass');
    else if (event.key === 'f') say('fail');
    else if (event.key === 's') skip();
    else return;
    // `g p` leads elsewhere, so the key is ours only where nothing else took it.
    event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const left = Math.max(0, (trials.data?.total ?? 0) - passed.size);
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Trial" aria-busy={trials.isPending}>
        {trials.isPending ? <RowsSkeleton label="Loading the trials" /> : null}
        {trials.isError && trials.data === undefined ? (
          <ApiErrorState
            error={trials.error}
            title="The trials could not be loaded"
            onRetry={() => trials.refetch()}
          />
        ) : null}
        {trials.data && trial === undefined ? (
          <EmptyState
            icon={CheckCheck}
            title={passed.size > 0 ? 'That was the last one' : 'Nothing to label'}
            description={
              passed.size > 0
                ? 'What you left for later comes again when you come back.'
                : 'Trials come here once a judge has decided them: use “A judge finds” in a test, and run it.'
            }
            action={
              passed.size > 0 ? (
                <Button
                  onClick={() => {
                    setPassed(new Set());
                    setLast(null);
                    void trials.refetch();
                  }}
                >
                  Look again
                </Button>
              ) : (
                <Link href={`/tests?agent=${agentId}`} className={buttonStyles({ variant: 'primary' })}>
                  To the tests
                </Link>
              )
            }
          />
        ) : null}
        {trial ? (
          <>
            <PanelHeader title={trial.test_name} description={`${left} to label, ${labelled} labelled now`} />
            <PanelBody className="flex flex-col gap-4">
              <Part title="Asked">
                <p className="whitespace-pre-wrap break-words text-sm">{oneLine(trial.input)}</p>
              </Part>
              <Part title="Answered">
                <div className="min-w-0 break-words rounded-md border bg-background p-3 text-sm">
                  {trial.output === null || trial.output === '' ? (
                    'Nothing.'
                  ) : (
                    <Answer output={trial.output} />
                  )}
                </div>
              </Part>
              {trial.criteria.length === 0 ? null : (
                <Part title="Is this true of it?">
                  <ul className="list-disc ps-4 text-sm">
                    {trial.criteria.map((criterion) => (
                      <li key={criterion}>{criterion}</li>
                    ))}
                  </ul>
                </Part>
              )}
            </PanelBody>
            <div className="flex flex-wrap gap-2 border-t px-4 py-3">
              <Button variant="primary" disabled={label.isPending} onClick={() => say('pass')}>
                Pass <Kbd>p</Kbd>
              </Button>
              <Button disabled={label.isPending} onClick={() => say('fail')}>
                Fail <Kbd>f</Kbd>
              </Button>
              <Button variant="ghost" onClick={skip}>
                Skip <Kbd>s</Kbd>
              </Button>
            </div>
          </>
        ) : null}
      </Panel>
      {last && !label.isPending ? <JudgeOpinion said={last} /> : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-muted text-xs">{title}</h3>
      {children}
    </section>
  );
}

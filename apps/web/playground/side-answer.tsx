'use client';

import { isFinalRunStatus, type RunId } from '@agent-factory/contracts';
import { Button, Skeleton, Spinner } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical, ListTree, RotateCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { RunTurn } from '../editor/run-turn.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import type { Told } from './exchanges.ts';

const SaveAsTestDialog = dynamic(() =>
  import('../tests/save-as-test-dialog.tsx').then((module) => module.SaveAsTestDialog),
);
/** For a stream that could not be opened; the stream says when it ends. */
const refreshMs = 3_000;

export interface SideAnswerProps {
  told: Told;
  /** Of the column, for screen readers: "A, v3". */
  name: string;
  /** Whether its trace is the one that is open. */
  traced: boolean;
  onTrace: (runId: RunId) => void;
  onEnded: (runId: RunId) => void;
  /** Null where it cannot be run again, because others have followed in its thread. */
  onAgain: (() => void) | null;
}

/** What a column made of an input: its run as it happens, or why there is none. */
export function SideAnswer({ told, name, ...props }: SideAnswerProps) {
  switch (told.state) {
    case 'starting':
      return (
        <p role="status" className="inline-flex min-h-6 items-center gap-2 text-muted text-sm">
          <Spinner /> Starting…
        </p>
      );
    case 'refused':
      return (
        <div className="flex flex-col items-start gap-2">
          <FormError>{told.message}</FormError>
          {props.onAgain === null ? null : (
            <Button size="sm" onClick={props.onAgain}>
              <RotateCw aria-hidden="true" /> Try again
            </Button>
          )}
        </div>
      );
    case 'started':
      return <StartedRun key={told.runId} runId={told.runId} name={name} {...props} />;
  }
}

type StartedRunProps = Omit<SideAnswerProps, 'told'> & { runId: RunId };

function StartedRun({ runId, onEnded, ...props }: StartedRunProps) {
  const trpc = useTRPC();
  const run = useQuery(
    trpc.runs.get.queryOptions(
      { run_id: runId },
      {
        refetchInterval: (query) =>
          query.state.data && isFinalRunStatus(query.state.data.status) ? false : refreshMs,
      },
    ),
  );
  // A run that is gone is not waited for either.
  const ended = run.data === undefined ? run.isError : isFinalRunStatus(run.data.status);
  useEffect(() => {
    if (ended) onEnded(runId);
  }, [ended, onEnded, runId]);

  if (run.data !== undefined) return <Turn run={run.data} {...props} />;
  if (run.isError) {
    return (
      <ApiErrorState
        error={run.error}
        title="This run could not be loaded"
        onRetry={() => run.refetch()}
        className="min-h-0 py-4"
      />
    );
  }
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <span className="sr-only">Loading the run</span>
      <Skeleton className="h-16 rounded-md" />
      <Skeleton className="h-6 w-56" />
    </div>
  );
}

function Turn({
  run,
  name,
  traced,
  onTrace,
  onAgain,
}: Omit<StartedRunProps, 'runId' | 'onEnded'> & { run: Run }) {
  const [saving, setSaving] = useState(false);
  const ended = isFinalRunStatus(run.status);
  return (
    <>
      <RunTurn
        run={run}
        said={false}
        actions={
          <>
            <Button
              size="sm"
              variant="ghost"
              aria-pressed={traced}
              aria-label={`Trace of ${name}`}
              data-trace-of={run.run_id}
              onClick={() => onTrace(run.run_id)}
            >
              <ListTree aria-hidden="true" /> Trace
            </Button>
            {ended && onAgain !== null ? (
              <Button size="sm" variant="ghost" aria-label={`Run ${name} again`} onClick={onAgain}>
                <RotateCw aria-hidden="true" /> Again
              </Button>
            ) : null}
            {ended ? (
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Save as test, ${name}`}
                onClick={() => setSaving(true)}
              >
                <FlaskConical aria-hidden="true" /> Save as test
              </Button>
            ) : null}
          </>
        }
      />
      {saving ? <SaveAsTestDialog run={run} stay onClose={() => setSaving(false)} /> : null}
    </>
  );
}

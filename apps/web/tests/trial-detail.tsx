'use client';

import { CodeBlock, formatDuration, formatMoney } from '@agent-factory/ui';
import Link from 'next/link';
import { Answer } from '../runs/answer.tsx';
import type { AssertionResult, Trial } from '../trpc/outputs.ts';
import { kindTitle } from './kind-title.ts';
import { readObservation } from './read-observation.ts';
import { VerdictChip } from './verdict-chip.tsx';

/** One try: what came out, what each assertion says of it and in what it saw that, and how it came to it. */
export function TrialDetail({ trial }: { trial: Trial }) {
  const seen = readObservation(trial.observation);
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs tabular-nums">
        <span>{formatMoney(trial.cost)}</span>
        {trial.grading_cost === 0 ? null : <span>of it judging {formatMoney(trial.grading_cost)}</span>}
        {seen.tokens === null ? null : <span>{seen.tokens.toLocaleString('en-US')} tokens</span>}
        <span>{formatDuration(trial.execution_time)}</span>
        {seen.models.length === 0 ? null : <span className="font-mono">{seen.models.join(', ')}</span>}
        {trial.cached ? <span>answer taken again</span> : null}
        {trial.run_id === null ? null : (
          <Link href={`/runs/${trial.run_id}`} className="text-accent underline-offset-2 hover:underline">
            Open the run
          </Link>
        )}
      </p>
      {trial.error === null ? null : (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">{trial.error.message}</p>
      )}
      <section aria-label="Answer">
        <h3 className="mb-1 text-muted text-xs">Answered</h3>
        {trial.output === null || trial.output === undefined || trial.output === '' ? (
          <p className="text-muted text-sm">Nothing.</p>
        ) : (
          <div className="min-w-0 break-words rounded-md border bg-surface p-3 text-sm">
            <Answer output={trial.output} />
          </div>
        )}
      </section>
      {trial.assertions.length === 0 ? null : (
        <section aria-label="Assertions">
          <h3 className="mb-1 text-muted text-xs">Expected</h3>
          <ul className="divide-y divide-border rounded-md border bg-surface">
            {trial.assertions.map((assertion, place) => (
              <AssertionLine key={place} assertion={assertion} />
            ))}
          </ul>
        </section>
      )}
      {seen.calls.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-muted text-xs">
            {seen.calls.length} {seen.calls.length === 1 ? 'call' : 'calls'} of tools:{' '}
            {seen.calls.map(({ name }) => name).join(', ')}
          </summary>
          <CodeBlock code={JSON.stringify(seen.calls, null, 2)} label="Calls of tools" className="mt-2" />
        </details>
      )}
      {seen.invariants.length === 0 ? null : (
        <p className="text-muted text-xs">
          Invariants: {seen.invariants.map(({ id, verdict }) => `${id} ${verdict}`).join(', ')}.
        </p>
      )}
    </div>
  );
}

function AssertionLine({ assertion }: { assertion: AssertionResult }) {
  const { kind, negated, verdict, score, reason, evidence } = assertion;
  return (
    <li className="grid gap-x-3 gap-y-1 p-3 text-sm sm:grid-cols-[7.5rem_minmax(0,1fr)_auto]">
      <VerdictChip verdict={verdict} className="justify-self-start" />
      <div className="min-w-0">
        <p className="font-medium">{kindTitle(kind, negated)}</p>
        <p className="break-words text-muted">{reason}</p>
        {evidence === null ? null : (
          <blockquote className="mt-1 break-words border-s-2 ps-2 text-muted text-xs">{evidence}</blockquote>
        )}
      </div>
      {score === null || score === 0 || score === 1 ? null : (
        <span className="text-muted text-xs tabular-nums">{Math.round(score * 100)} of 100</span>
      )}
    </li>
  );
}

import type { AgentId } from '@agent-factory/contracts';
import type { Authored, Invariant, JsonSchema } from '@agent-factory/spec';
import { Button, RelativeTime, Skeleton } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useId, useState } from 'react';
import { boundaryName } from '../../runs/step-look.ts';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { useTRPC } from '../../trpc/context.ts';
import type { InvariantTrial } from '../../trpc/outputs.ts';
import { useWords } from '../../words/words-context.ts';
import { actionPast } from './rule-words.ts';
import { TrySample } from './try-sample.tsx';

export interface TryRuleProps {
  agentId: AgentId;
  written: Authored;
  /** Null while the rule is wrong. */
  invariant: Invariant | null;
  tools: readonly string[];
  output: JsonSchema | undefined;
}

/** What the rule would have done: to runs that are over, and to a sample of one's own. Neither asks a model. */
export function TryRule(props: TryRuleProps) {
  const { invariant } = props;
  if (invariant === null) {
    return <p className="text-muted text-sm">Once the rule is right it can be tried here.</p>;
  }
  if (invariant.check.kind === 'judge') {
    return (
      <p className="text-muted text-sm">
        A model judges this check, so it cannot be tried for free. Try it as a test with a judge, or say it
        with a pattern or conditions.
      </p>
    );
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TryRuns {...props} invariant={invariant} />
      <TrySample invariant={invariant} tools={props.tools} output={props.output} />
    </div>
  );
}

const looksAt = 50;

function TryRuns({ agentId, written, invariant, output }: TryRuleProps & { invariant: Invariant }) {
  const trpc = useTRPC();
  const heading = useId();
  const trial = useMutation(trpc.agents.tryInvariant.mutationOptions());
  // What is tried is what stands here: the schema that `true` means may not be saved yet.
  const tried =
    'outputSchema' in checkOf(written) && output ? { ...written, check: { outputSchema: output } } : written;
  const key = JSON.stringify(tried);
  const [asked, setAsked] = useState<string | null>(null);
  const isStale = asked !== null && asked !== key;
  return (
    <section aria-labelledby={heading} className="flex min-w-0 flex-col gap-2">
      <h4 id={heading} className="font-medium text-sm">
        On recent runs
      </h4>
      <Button
        size="sm"
        className="self-start"
        loading={trial.isPending}
        onClick={() => {
          setAsked(key);
          trial.mutate({ agent_id: agentId, invariant: JSON.parse(key), runs: looksAt });
        }}
      >
        Try on the last {looksAt} runs
      </Button>
      <div aria-live="polite" className="flex flex-col gap-2">
        {trial.isPending ? <Skeleton className="h-16 w-full" /> : null}
        {trial.isError ? <ApiErrorState error={trial.error} title="It could not be tried" /> : null}
        {trial.isIdle ? (
          <p className="text-muted text-xs">Holds it against what those runs recorded. No model is asked.</p>
        ) : null}
        {trial.isSuccess && isStale ? (
          <p className="text-muted text-xs">The rule has changed since; try it again.</p>
        ) : null}
        {trial.isSuccess && !isStale ? <TrialResult trial={trial.data} invariant={invariant} /> : null}
      </div>
    </section>
  );
}

function checkOf({ check }: Authored): object {
  return typeof check === 'object' && check !== null ? check : {};
}

const gapWords = {
  erased: 'no longer kept',
  withheld: 'kept out of the log by a rule of then',
  not_recorded: 'not written down (what models are told is not)',
  not_reached: 'never came to such a boundary',
  too_long: 'too long to look through',
  out_of_time: 'not looked at in time',
} as const;

function TrialResult({ trial, invariant }: { trial: InvariantTrial; invariant: Invariant }) {
  const sayPart = useWords('parts');
  if (trial.looked_at === 0) {
    return (
      <p className="text-muted text-sm">
        This agent has no finished runs yet. Run it, or try your own sample.
      </p>
    );
  }
  const gaps = Object.entries(gapWords).flatMap(([gap, words]) => {
    const count = trial.unjudged[gap as keyof typeof gapWords] ?? 0;
    return count > 0 ? [`${count} ${words}`] : [];
  });
  return (
    <>
      {trial.judged === 0 ? (
        <p className="text-sm">
          None of the {trial.looked_at === 1 ? 'one run' : `${trial.looked_at} runs`} could be judged.
        </p>
      ) : (
        <p className="text-sm">
          Would have {actionPast[invariant.otherwise]} <strong>{trial.broken}</strong> of {trial.judged}{' '}
          {trial.judged === 1 ? 'run' : 'runs'}.
        </p>
      )}
      {gaps.length > 0 ? (
        <p className="text-muted text-xs">
          {trial.judged === 0 ? 'Why' : 'Could not be judged'}: {gaps.join(', ')}.
        </p>
      ) : null}
      {trial.partly > 0 ? (
        <p className="text-muted text-xs">
          {trial.partly} judged by part of what crossed; the rest is not in the log.
        </p>
      ) : null}
      <ul className="flex max-h-56 flex-col gap-1 overflow-y-auto">
        {trial.items.map((item) => (
          <li key={item.run_id} className="rounded-md border bg-surface px-2 py-1 text-xs">
            {/* Beside it: the rule that is being built stays where it is. */}
            <Link
              href={`/runs/${item.run_id}`}
              target="_blank"
              className="text-accent underline underline-offset-2"
            >
              Run of <RelativeTime iso={item.created_at} />
              <span className="sr-only"> (opens beside)</span>
            </Link>{' '}
            <span className="text-muted">
              at {boundaryName(item.at, sayPart)}
              {item.tool === null ? '' : ` of ${item.tool}`}
              {item.action === invariant.otherwise ? '' : `, ${actionPast[item.action]}`}: {item.detail}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

'use client';

import { cn, Panel, Skeleton } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import type { TrialToLabel } from '../trpc/outputs.ts';
import { VerdictChip } from './verdict-chip.tsx';

export interface JudgeOpinionProps {
  said: { trial: TrialToLabel; label: 'pass' | 'fail' };
}

/** What the judge had said of the trial that was labelled just now. */
export function JudgeOpinion({ said: { trial, label } }: JudgeOpinionProps) {
  const trpc = useTRPC();
  const test = useQuery(
    trpc.tests.get.queryOptions({ test_id: trial.test_id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const judged = test.data?.trials
    .find(({ trial_id }) => trial_id === trial.trial_id)
    ?.assertions.filter(({ kind }) => kind === 'judge' || kind === 'pairwise');
  return (
    <Panel aria-label="What the judge said" className="flex flex-col gap-2 p-4">
      <p className="text-muted text-xs">
        “{trial.test_name}”: you said {label}. The judge said:
      </p>
      {test.isPending ? <Skeleton className="h-6 w-40" /> : null}
      {test.isError ? <p className="text-muted text-sm">It could not be read just now.</p> : null}
      <ul className="flex flex-col gap-2">
        {judged?.map(({ verdict, reason, evidence }) => (
          <li key={reason} className="flex flex-wrap items-baseline gap-2 text-sm">
            <VerdictChip verdict={verdict} />
            <span className={cn('min-w-0 flex-1 basis-52 break-words', verdict === label && 'text-muted')}>
              {reason}
              {evidence === null ? null : <q className="block text-muted text-xs">{evidence}</q>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

'use client';

import { cn } from '@agent-factory/ui';
import { useState } from 'react';
import { oneLine } from '../runs/one-line.ts';
import type { Test } from '../trpc/outputs.ts';
import { TrialDetail } from './trial-detail.tsx';
import { VerdictChip } from './verdict-chip.tsx';

/** A test's question and its trials, of which one is open; the one that decided its verdict at first. */
export function TestDetail({ test }: { test: Test }) {
  const decided = test.trials.findIndex(({ verdict }) => verdict !== null && verdict === test.verdict);
  const [chosen, setChosen] = useState(Math.max(0, decided));
  const trial = test.trials[chosen];
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <h3 className="mb-1 text-muted text-xs">Asked</h3>
        <p className="whitespace-pre-wrap break-words text-sm">{oneLine(test.input)}</p>
      </div>
      {test.expected_behavior === null ? null : (
        <div>
          <h3 className="mb-1 text-muted text-xs">Expected</h3>
          <p className="whitespace-pre-wrap break-words text-sm">{test.expected_behavior}</p>
        </div>
      )}
      {test.trials.length > 1 ? (
        <fieldset className="flex flex-wrap gap-2">
          <legend className="mb-1 text-muted text-xs">Trials</legend>
          {test.trials.map(({ trial_id, index, verdict }, place) => (
            <button
              key={trial_id}
              type="button"
              aria-pressed={place === chosen}
              onClick={() => setChosen(place)}
              className={cn(
                'inline-flex items-center gap-1.5 rounded-md border px-1.5 py-1 text-xs tabular-nums transition-colors hover:bg-hover',
                place === chosen && 'border-accent bg-accent-soft',
              )}
            >
              {index + 1}
              <VerdictChip verdict={verdict} />
            </button>
          ))}
        </fieldset>
      ) : null}
      {trial ? <TrialDetail key={trial.trial_id} trial={trial} /> : null}
    </div>
  );
}

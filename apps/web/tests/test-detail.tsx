'use client';

import { cn } from '@agent-factory/ui';
import { useState } from 'react';
import { oneLine } from '../runs/one-line.ts';
import type { Test } from '../trpc/outputs.ts';
import { percent, Rate } from './rate.tsx';
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
      {test.rates.judged > 1 ? <Reliability of={test.rates} /> : null}
      {trial ? <TrialDetail key={trial.trial_id} trial={trial} /> : null}
    </div>
  );
}

/** How often this very case passes, and how often several times in a row. */
function Reliability({ of: { judged, passed, pass_rate, pass_at, pass_hat } }: { of: Test['rates'] }) {
  return (
    <section aria-label="How reliable">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm sm:grid-cols-3">
        <div>
          <dt className="text-muted text-xs">
            {passed} of {judged} trials passed
          </dt>
          <dd className="mt-0.5">
            <Rate of={pass_rate} />
          </dd>
        </div>
        <OfEachK label="All of k pass (pass^k)" of={pass_hat} />
        <OfEachK label="One of k passes (pass@k)" of={pass_at} />
      </dl>
    </section>
  );
}

function OfEachK({ label, of }: { label: string; of: Test['rates']['pass_hat'] }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 tabular-nums">
        {of
          .filter(({ k }) => k > 1)
          .map(({ k, value }) => (
            <span key={k} className="whitespace-nowrap">
              <span className="text-muted text-xs">{k}: </span>
              {percent(value)}
            </span>
          ))}
      </dd>
    </div>
  );
}

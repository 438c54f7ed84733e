'use client';

import { isFinalRunStatus } from '@agent-factory/contracts';
import { Panel, UsageLine } from '@agent-factory/ui';
import type { Run } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { BudgetBar } from './budget-bar.tsx';
import type { Story } from './story.ts';
import { heldNanoUsd } from './story-money.ts';

export interface RunFiguresProps {
  run: Run;
  story: Story;
  /** In US dollars. */
  ceiling: number | null;
}

/** What a run took so far, and how much of its ceiling is spent and set aside. */
export function RunFigures({ run, story, ceiling }: RunFiguresProps) {
  const say = useWords('run');
  // Events are ahead of the run's row while it works; the row also counts what an attempt that died has cost.
  const spent = Math.max(run.cost, story.money.spentNanoUsd / 1e9);
  const answered = story.steps.flatMap((step) =>
    step.kind === 'model' && step.finished !== null ? [step.finished] : [],
  );
  const tokens = answered.reduce((sum, step) => sum + step.tokens.total, 0);
  const model = run.model ?? answered.at(-1)?.model;
  return (
    <Panel aria-label={say('figures')} className="mb-5 flex flex-wrap items-center gap-x-8 gap-y-3 px-4 py-3">
      <UsageLine
        cost={spent}
        tokens={Math.max(run.tokens.total, tokens)}
        seconds={run.execution_time}
        className="text-sm text-text"
      />
      <span className="min-w-0 truncate font-mono text-muted text-xs">
        {model ?? (isFinalRunStatus(run.status) ? say('noModelAsked') : say('noModelYet'))}
      </span>
      <div className="h-8 w-full sm:ms-auto sm:w-72">
        {ceiling === null ? null : (
          <BudgetBar spent={spent} held={heldNanoUsd(story.money) / 1e9} ceiling={ceiling} />
        )}
      </div>
    </Panel>
  );
}

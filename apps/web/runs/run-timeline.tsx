'use client';

import { cn, formatDuration, Spinner } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import { stepLook } from './step-look.ts';
import { type StoryStep, stepTone } from './story.ts';

const tones = {
  neutral: 'text-muted',
  positive: 'text-positive',
  warning: 'text-warning',
  danger: 'text-danger',
  live: 'text-info',
} as const;

export interface RunTimelineProps {
  steps: readonly StoryStep[];
  /** The run's. */
  input: unknown;
  selected: number | null;
  onSelect: (key: number) => void;
  /** The selected step's detail, where it unfolds inside the list (small screens). */
  inlineDetail: ReactNode;
}

/** A run's steps in order. One is selected; j and k move among them. */
export function RunTimeline({ steps, input, selected, onSelect, inlineDetail }: RunTimelineProps) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => {
        const look = stepLook(step, input);
        const tone = stepTone(step);
        const Icon = look.icon;
        const current = step.key === selected;
        return (
          <li key={step.key} className="relative">
            {index < steps.length - 1 ? (
              <span
                aria-hidden="true"
                className="absolute top-9 bottom-[-0.375rem] left-[1.4375rem] w-px bg-border"
              />
            ) : null}
            <button
              type="button"
              data-list-entry
              aria-current={current ? 'step' : undefined}
              onClick={() => onSelect(step.key)}
              className={cn(
                'relative flex w-full items-start gap-3 rounded-md px-3 py-2 text-left transition-colors hover:bg-hover',
                current && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span
                className={cn(
                  'z-10 flex size-6 shrink-0 items-center justify-center rounded-full border bg-surface',
                  tones[tone],
                )}
              >
                {tone === 'live' ? (
                  <Spinner className="size-3.5" />
                ) : (
                  <Icon aria-hidden="true" className="size-3.5" />
                )}
              </span>
              <span className="min-w-0 flex-1">
                <span
                  className={cn('block truncate font-medium text-sm', step.kind === 'tool' && 'font-mono')}
                >
                  {look.title}
                </span>
                <span
                  className={cn('block truncate text-xs', tone === 'danger' ? 'text-danger' : 'text-muted')}
                >
                  {look.note}
                </span>
              </span>
              <StepTime step={step} />
            </button>
            {current && inlineDetail ? (
              <div className="relative mt-1 mb-3 ml-3 min-w-0">{inlineDetail}</div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function StepTime({ step }: { step: StoryStep }) {
  if ((step.kind !== 'model' && step.kind !== 'tool') || step.finished === null) return null;
  return (
    <span className="mt-0.5 shrink-0 text-muted text-xs tabular-nums">
      {formatDuration(step.finished.duration_ms / 1000)}
    </span>
  );
}

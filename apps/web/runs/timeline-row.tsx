'use client';

import { cn, Spinner, useFigures } from '@agent-factory/ui';
import { ChevronRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useWords } from '../words/words-context.ts';
import { stepLook } from './step-look.ts';
import { stepTone } from './step-tone.ts';
import type { StoryStep } from './story.ts';

const tones = {
  neutral: 'text-muted',
  positive: 'text-positive',
  warning: 'text-warning',
  danger: 'text-danger',
  live: 'text-info',
  waiting: 'text-warning',
} as const;

/** Deeper members stand no further to the right: their names would not fit any more. */
const maxIndent = 4;
const indentPx = 20;

export interface TimelineRowProps {
  step: StoryStep;
  /** How many members deep. */
  depth: number;
  /** What a member's visit cost so far, in 10⁻⁹ USD; null for a step of its own. */
  cost: number | null;
  /** Whether a member's visit is unfolded; null for a step of its own. */
  open: boolean | null;
  /** The run's. */
  input: unknown;
  last: boolean;
  current: boolean;
  detail: ReactNode;
  onSelect: (key: number) => void;
  onFold: (key: number) => void;
}

/**
 * One line of the timeline. Steps never change once told, so of a long run's lines only those that do are drawn again,
 * and those out of sight not at all.
 */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { step, depth, open, input, last, current, detail, onSelect, onFold } = props;
  const say = useWords('run');
  const sayPart = useWords('parts');
  const look = stepLook(step, input, { say, sayPart });
  const tone = stepTone(step);
  const Icon = look.icon;
  const indent = Math.min(depth, maxIndent) * indentPx;
  return (
    <li className="relative [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto]">
      {last ? null : (
        <span
          aria-hidden="true"
          className="absolute top-9 bottom-0 w-px bg-border"
          style={{ insetInlineStart: indent + 23.5 }}
        />
      )}
      <div
        className={cn(
          'relative flex items-start rounded-md transition-colors hover:bg-hover',
          current && 'bg-accent-soft hover:bg-accent-soft',
        )}
        style={{ marginInlineStart: indent }}
      >
        <button
          type="button"
          data-list-entry
          aria-current={current ? 'step' : undefined}
          onClick={() => onSelect(step.key)}
          className="flex min-w-0 flex-1 items-start gap-3 rounded-md px-3 py-2 text-start -outline-offset-2"
        >
          <span
            className={cn(
              'z-10 flex size-6 shrink-0 items-center justify-center border bg-surface',
              step.kind === 'member' ? 'rounded-md' : 'rounded-full',
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
            <span className={cn('block truncate font-medium text-sm', step.kind === 'tool' && 'font-mono')}>
              {look.title}
            </span>
            <span
              className={cn(
                'block truncate text-xs',
                tone === 'danger' ? 'text-danger' : tone === 'waiting' ? 'text-warning' : 'text-muted',
              )}
            >
              {look.note}
            </span>
          </span>
          <Aside {...props} />
        </button>
        {open === null ? null : (
          <button
            type="button"
            aria-expanded={open}
            aria-label={say('stepsOf', { name: look.title })}
            onClick={() => onFold(step.key)}
            className="mt-1.5 me-1 flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:text-text"
          >
            <ChevronRight
              aria-hidden="true"
              className={cn('size-4 transition-transform', open && 'rotate-90')}
            />
          </button>
        )}
      </div>
      {detail ? <div className="relative mt-1 mb-3 ms-3 min-w-0">{detail}</div> : null}
    </li>
  );
});

/** What a step took: time, or for a member's visit its cost. */
function Aside({ step, cost }: Pick<TimelineRowProps, 'step' | 'cost'>) {
  const say = useWords('run');
  const { money, duration } = useFigures();
  if (cost !== null && cost > 0) return <Figure>{money(cost / 1e9)}</Figure>;
  if ((step.kind !== 'model' && step.kind !== 'tool') || step.finished === null) return null;
  const slow = step.kind === 'tool' && step.finished !== null && step.finished.slow === true;
  const took = duration(step.finished.duration_ms / 1000);
  return (
    <Figure className={slow ? 'text-warning' : 'text-muted'}>
      {slow ? say('slow', { time: took }) : took}
    </Figure>
  );
}

function Figure({ children, className = 'text-muted' }: { children: ReactNode; className?: string }) {
  return <span className={cn('mt-0.5 shrink-0 text-xs tabular-nums', className)}>{children}</span>;
}

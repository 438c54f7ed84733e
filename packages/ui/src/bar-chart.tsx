'use client';

import { nice, ticks } from 'd3-array';
import { useState } from 'react';
import { cn } from './cn.ts';

export interface Bar {
  /** Stands for the bar in the reading line and for screen readers: `12 November`. */
  label: string;
  /** At the axis, shorter: `12`. */
  mark: string;
  value: number;
  /** Said after the value: `40 calls`. */
  detail?: string;
}

export interface BarChartProps {
  /** What is measured, by what: "Spend by day". */
  label: string;
  bars: readonly Bar[];
  format: (value: number) => string;
  className?: string;
}

/** How many labels fit below the bars at the least width. */
const mostMarks = 8;

/**
 * Vertical bars from zero with the values of the one under the pointer or the focus above them. Left and right walk
 * the bars. The caller puts a table beside it.
 */
export function BarChart({ label, bars, format, className }: BarChartProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [, top] = nice(0, Math.max(...bars.map(({ value }) => value), 0) || 1, 4);
  const levels = ticks(0, top, 4);
  const every = Math.ceil(bars.length / mostMarks);
  const read = chosen === null ? undefined : bars[chosen];

  function step(by: number): void {
    const from = chosen ?? (by > 0 ? -1 : bars.length);
    setChosen(Math.min(bars.length - 1, Math.max(0, from + by)));
  }

  return (
    <figure className={cn('flex flex-col gap-2', className)}>
      <figcaption className="flex min-h-5 flex-wrap items-baseline justify-between gap-x-4 text-muted text-xs">
        <span>{label}</span>
        <span aria-live="polite" className="tabular-nums">
          {read === undefined ? null : (
            <>
              {read.label}: <span className="font-medium text-text">{format(read.value)}</span>
              {read.detail === undefined ? null : `, ${read.detail}`}
            </>
          )}
        </span>
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(chosen ?? 0) + 1}
        aria-valuetext={sayBar(read ?? bars[0], format)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
          event.preventDefault();
          step(event.key === 'ArrowRight' ? 1 : -1);
        }}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 rounded-sm pt-2 focus-visible:outline-offset-2"
      >
        <div aria-hidden="true" className="relative w-14 text-right text-muted text-xs tabular-nums">
          {levels.map((level) => (
            <span
              key={level}
              className="absolute right-0 translate-y-1/2 leading-none"
              style={{ bottom: `${(level / top) * 100}%` }}
            >
              {format(level)}
            </span>
          ))}
        </div>
        <div aria-hidden="true" className="relative h-44">
          {levels.map((level) => (
            <span
              key={level}
              className={cn('absolute inset-x-0 border-t', level === 0 && 'border-border-strong/60')}
              style={{ bottom: `${(level / top) * 100}%` }}
            />
          ))}
          <div className="absolute inset-0 flex">
            {bars.map((bar, index) => (
              <span
                key={bar.label}
                onPointerEnter={() => setChosen(index)}
                className="group flex h-full min-w-0 flex-1 items-end px-px sm:px-0.5"
              >
                <span
                  className={cn(
                    'w-full rounded-t-[2px] transition-colors',
                    chosen === index
                      ? 'bg-accent'
                      : 'bg-[color-mix(in_srgb,var(--color-accent)_62%,var(--color-surface))]',
                  )}
                  style={{ height: `${(bar.value / top) * 100}%`, minHeight: bar.value > 0 ? 2 : 0 }}
                />
              </span>
            ))}
          </div>
        </div>
        <span />
        <div aria-hidden="true" className="flex pt-1.5 text-muted text-xs tabular-nums">
          {bars.map((bar, index) => (
            <span key={bar.label} className="min-w-0 flex-1 overflow-visible whitespace-nowrap text-center">
              {index % every === 0 ? bar.mark : null}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

function sayBar(bar: Bar | undefined, format: (value: number) => string): string {
  if (bar === undefined) return 'nothing';
  return `${bar.label}: ${format(bar.value)}${bar.detail === undefined ? '' : `, ${bar.detail}`}`;
}

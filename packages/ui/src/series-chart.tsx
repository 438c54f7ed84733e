'use client';

import { nice, ticks } from 'd3-array';
import { useState } from 'react';
import { cn } from './cn.ts';

/** The order in which series take their colours; statuses bring their own. */
export const chartTones = ['accent', 'info', 'positive', 'warning', 'danger', 'muted'] as const;
export type ChartTone = (typeof chartTones)[number];

export interface ChartSeries {
  id: string;
  label: string;
  tone: ChartTone;
  /** One a point; null where nothing was measured. */
  values: readonly (number | null)[];
  /** The time before: drawn as a dashed line behind the others, and not stacked. */
  ghost?: boolean;
  /** Tells lines of one tone apart. */
  dashed?: boolean;
}

export interface ChartPoint {
  /** Stands for the point in the reading line and for screen readers: `12 November, 14:00`. */
  label: string;
  /** At the axis, shorter: `12`. */
  mark: string;
}

export interface SeriesChartProps {
  /** What is measured, with its unit: "Cost, US dollars". */
  label: string;
  shape: 'bars' | 'lines';
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  /** Opens what is behind a point. */
  onOpen?: ((point: number) => void) | undefined;
  className?: string;
}

/** How many labels fit below the points at the least width. */
const mostMarks = 6;

/** The highest that is drawn: of bars what they come to together. */
export function topOf(shape: 'bars' | 'lines', series: readonly ChartSeries[], points: number): number {
  const stacked = series.filter(({ ghost }) => shape === 'bars' && ghost !== true);
  const alone = series.filter((one) => !stacked.includes(one));
  let top = 0;
  for (let at = 0; at < points; at += 1) {
    const sum = stacked.reduce((total, { values }) => total + (values[at] ?? 0), 0);
    top = Math.max(top, sum, ...alone.map(({ values }) => values[at] ?? 0));
  }
  return nice(0, top || 1, 4)[1];
}

/** A line through the values of a 0–100 square; a gap where nothing was measured, a dot's length where one stands alone. */
export function linePath(values: readonly (number | null)[], top: number): string {
  const place = (at: number) => ((at + 0.5) / values.length) * 100;
  let path = '';
  let drawing = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      drawing = false;
      continue;
    }
    const [x, y] = [place(at).toFixed(3), (100 - (value / top) * 100).toFixed(3)];
    path += drawing ? `L${x} ${y}` : `M${x} ${y}h0.01`;
    drawing = true;
  }
  return path;
}

/**
 * Stacked bars or lines from zero over time, with a dashed line for the time before. Left and right (Home, End) walk the
 * points and all series are read at each; Enter or a click opens what is behind it. The caller puts a table beside it.
 */
export function SeriesChart({ label, shape, points, series, format, onOpen, className }: SeriesChartProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const top = topOf(shape, series, points.length);
  const levels = ticks(0, top, 4);
  const every = Math.max(1, Math.ceil(points.length / mostMarks));
  const bars = shape === 'bars' ? series.filter(({ ghost }) => ghost !== true) : [];
  const lines = series.filter((one) => !bars.includes(one));
  const at = chosen === null || chosen >= points.length ? null : chosen;
  const read = (point: number) =>
    series.map((one) => {
      const value = one.values[point] ?? null;
      return `${one.label} ${value === null ? 'none' : format(value)}`;
    });
  const said = `${points[at ?? 0]?.label ?? 'nothing'}: ${read(at ?? 0).join(', ')}`;

  function onKey(key: string): boolean {
    const last = points.length - 1;
    const from = at ?? (key === 'ArrowLeft' ? points.length : -1);
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[key];
    if (to !== undefined) setChosen(Math.min(last, Math.max(0, to)));
    else if (key === 'Enter' && at !== null && onOpen !== undefined) onOpen(at);
    else return false;
    return true;
  }

  return (
    <figure className={cn('flex flex-col gap-2', className)}>
      <figcaption className="flex flex-col gap-1 text-muted text-xs">
        <span>{label}</span>
        <span
          aria-hidden="true"
          className="flex min-h-8 flex-wrap content-start gap-x-3 gap-y-0.5 tabular-nums"
        >
          {at === null ? null : <span className="font-medium text-text">{points[at]?.label}</span>}
          {series.map((one) => (
            <span key={one.id} className="inline-flex items-center gap-1.5">
              <span
                className={cn(
                  'inline-block w-2.5',
                  bars.includes(one) ? 'h-2.5 rounded-[2px]' : 'h-0 border-t-2',
                )}
                style={
                  bars.includes(one)
                    ? { background: `var(--color-${one.tone})` }
                    : {
                        borderColor: `var(--color-${one.tone})`,
                        borderStyle: one.ghost === true || one.dashed === true ? 'dashed' : 'solid',
                      }
                }
              />
              {one.label}
              {at === null ? null : (
                <span className="font-medium text-text">
                  {one.values[at] === null || one.values[at] === undefined ? '–' : format(one.values[at])}
                </span>
              )}
            </span>
          ))}
        </span>
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, points.length)}
        aria-valuenow={(at ?? 0) + 1}
        aria-valuetext={said}
        onKeyDown={(event) => {
          if (onKey(event.key)) event.preventDefault();
        }}
        onClick={() => {
          if (at !== null) onOpen?.(at);
        }}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 rounded-sm pt-2 focus-visible:outline-offset-2"
      >
        <div aria-hidden="true" className="relative w-14 text-right text-muted text-xs tabular-nums">
          {levels.map((level) => (
            <span
              key={level}
              className="absolute right-0 translate-y-1/2 whitespace-nowrap leading-none"
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
            {points.map((point, index) => (
              <span
                key={`${point.label} ${index}`}
                onPointerEnter={() => setChosen(index)}
                className={cn(
                  'flex h-full min-w-0 flex-1 flex-col-reverse',
                  points.length > 60 ? 'px-0' : 'px-px',
                  onOpen !== undefined && 'cursor-pointer',
                  at === index && 'bg-hover',
                )}
              >
                {bars.map((one) => {
                  const value = one.values[index] ?? 0;
                  return (
                    <span
                      key={one.id}
                      className="block w-full shrink-0"
                      style={{
                        height: `${(value / top) * 100}%`,
                        minHeight: value > 0 ? 1 : 0,
                        background: `color-mix(in srgb, var(--color-${one.tone}) ${at === index ? 100 : 72}%, var(--color-surface))`,
                      }}
                    />
                  );
                })}
              </span>
            ))}
          </div>
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="pointer-events-none absolute inset-0 size-full overflow-visible"
          >
            <title>{label}</title>
            {lines.map((one) => (
              <path
                key={one.id}
                d={linePath(one.values, top)}
                fill="none"
                stroke={`var(--color-${one.tone})`}
                strokeWidth={1.5}
                strokeLinecap="round"
                strokeLinejoin="round"
                strokeDasharray={one.ghost === true ? '2 4' : one.dashed === true ? '6 3' : undefined}
                opacity={one.ghost === true ? 0.75 : 1}
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </svg>
        </div>
        <span />
        <div aria-hidden="true" className="flex pt-1.5 text-muted text-xs tabular-nums">
          {points.map((point, index) => (
            <span
              key={`${point.label} ${index}`}
              className="min-w-0 flex-1 overflow-visible whitespace-nowrap text-center"
            >
              {index % every === 0 ? (
                <span className={cn((index / every) % 2 === 1 && 'max-sm:hidden')}>{point.mark}</span>
              ) : null}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

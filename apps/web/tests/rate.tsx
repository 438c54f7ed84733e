'use client';

import { cn } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** A share with what it could as well have been: "80% (55–93)". Never the figure alone. */
export function Rate({ of, className }: { of: Estimate | null; className?: string }) {
  const say = useWords('parts');
  if (of === null) return <span className={cn('text-muted', className)}>–</span>;
  return (
    <span className={cn('whitespace-nowrap tabular-nums', className)} title={say('withInterval')}>
      {percent(of.value)}{' '}
      <span className="font-normal text-muted text-xs">
        <span className="sr-only">{say('interval')} </span>({Math.round(of.low * 100)}–
        {Math.round(of.high * 100)})
      </span>
    </span>
  );
}

export function percent(share: number): string {
  const points = share * 100;
  return `${Number.isInteger(Math.round(points * 10) / 10) ? points.toFixed(0) : points.toFixed(1)}%`;
}

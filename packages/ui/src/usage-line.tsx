'use client';

import { cn } from './cn.ts';
import { useUiLanguage } from './ui-words.ts';
import { useFigures } from './use-figures.ts';

export function Money({ usd, className }: { usd: number; className?: string }) {
  const figures = useFigures();
  return <span className={cn('tabular-nums', className)}>{figures.money(usd)}</span>;
}

export interface UsageLineProps {
  /** In US dollars. */
  cost: number;
  /** Input and output together. */
  tokens: number;
  /** Null while it runs and nothing was measured yet. */
  seconds: number | null;
  /** Gives each figure a column of its own, so that rows of a list line up. */
  columns?: boolean;
  className?: string;
}

/** Cost, tokens, time: beside every result, always in this order. */
export function UsageLine({ cost, tokens, seconds, columns = false, className }: UsageLineProps) {
  const { words } = useUiLanguage();
  const figures = useFigures();
  return (
    <span
      className={cn(
        'inline-flex items-center gap-3 whitespace-nowrap text-muted text-xs tabular-nums',
        columns && 'md:grid md:grid-cols-[4rem_5.5rem_4.5rem] md:gap-2 md:text-end',
        className,
      )}
    >
      <span>
        <span className="sr-only">{words.cost} </span>
        {figures.money(cost)}
      </span>
      <span>
        {figures.number(tokens)}{' '}
        <span className={cn('sr-only', columns ? 'sm:not-sr-only md:sr-only' : 'sm:not-sr-only')}>
          {words.tokens}
        </span>
        <span aria-hidden="true" className="sm:hidden">
          tok
        </span>
      </span>
      <span>
        <span className="sr-only">{words.time} </span>
        {seconds === null ? '–' : figures.duration(seconds)}
      </span>
    </span>
  );
}

'use client';

import { cn, useFigures } from '@agent-factory/ui';
import { Star } from 'lucide-react';
import { useWords } from '../words/words-context.ts';

const tenth = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** The mean of the reviews and how many there are: "4.6 (12)". */
export function Rating({
  of: { average, count },
  className,
}: {
  of: { average: number | null; count: number };
  className?: string;
}) {
  const say = useWords('parts');
  const { number } = useFigures();
  if (average === null) return <span className={cn('text-muted', className)}>{say('notRated')}</span>;
  return (
    <span className={cn('inline-flex items-center gap-1 whitespace-nowrap tabular-nums', className)}>
      <Star aria-hidden="true" className="size-3.5 fill-current text-warning" />
      <span>
        {number(average, tenth)}
        <span className="sr-only">{say('ofFive')}</span>{' '}
        <span className="font-normal text-muted text-xs">({number(count)})</span>
      </span>
    </span>
  );
}

/** The stars of one review. */
export function Stars({ rating }: { rating: number }) {
  const say = useWords('parts');
  return (
    <span role="img" aria-label={say('stars', { rating })} className="inline-flex gap-0.5">
      {[1, 2, 3, 4, 5].map((star) => (
        <Star
          key={star}
          aria-hidden="true"
          className={cn('size-3.5', star <= rating ? 'fill-current text-warning' : 'text-border-strong')}
        />
      ))}
    </span>
  );
}

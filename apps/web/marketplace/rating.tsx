import { cn } from '@agent-factory/ui';
import { Star } from 'lucide-react';

/** The mean of the reviews and how many there are: "4.6 (12)". */
export function Rating({
  of: { average, count },
  className,
}: {
  of: { average: number | null; count: number };
  className?: string;
}) {
  if (average === null) return <span className={cn('text-muted', className)}>Not rated</span>;
  return (
    <span className={cn('inline-flex items-center gap-1 whitespace-nowrap tabular-nums', className)}>
      <Star aria-hidden="true" className="size-3.5 fill-current text-warning" />
      <span>
        {average.toFixed(1)}
        <span className="sr-only"> of 5, reviews: </span>{' '}
        <span className="font-normal text-muted text-xs">({count.toLocaleString('en-US')})</span>
      </span>
    </span>
  );
}

/** The stars of one review. */
export function Stars({ rating }: { rating: number }) {
  return (
    <span role="img" aria-label={`${rating} of 5 stars`} className="inline-flex gap-0.5">
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

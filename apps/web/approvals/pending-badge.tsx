'use client';

import { cn } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';
import { usePendingCount } from './use-pending-count.ts';

/** The number at the entry of the rail; nothing while nothing waits. */
export function PendingBadge({ className }: { className?: string }) {
  const pending = usePendingCount();
  const say = useWords('frame');
  if (pending === 0) return null;
  return (
    <span
      className={cn(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent-solid px-1 font-medium text-on-solid text-xs tabular-nums leading-none',
        className,
      )}
    >
      {pending > 99 ? '99+' : pending}
      <span className="sr-only">{say('waitingForYou')}</span>
    </span>
  );
}

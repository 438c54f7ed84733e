'use client';

import { Skeleton } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

export const gridStyles = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4';

/** Cards that are on their way, in their final height. */
export function CardsSkeleton() {
  const say = useWords('market');
  return (
    <div aria-busy="true" className={gridStyles}>
      <span className="sr-only">{say('loading')}</span>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} className="h-[15.25rem] rounded-md" />
      ))}
    </div>
  );
}

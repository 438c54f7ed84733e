'use client';

import { Skeleton } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

export function CardsSkeleton() {
  const say = useWords('approvals');
  return (
    <div className="divide-y divide-border">
      <span className="sr-only">{say('loading')}</span>
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="flex flex-col gap-3 p-4">
          <div>
            <Skeleton className="h-6 w-56" />
            <Skeleton className="mt-1 h-4 w-40" />
          </div>
          <Skeleton className="h-20 w-full rounded-md" />
          <Skeleton className="h-8 w-64 rounded-md" />
        </div>
      ))}
    </div>
  );
}

'use client';

import { Skeleton } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

export function RunStepsSkeleton() {
  return (
    <>
      <Skeleton className="mb-5 h-[6.125rem] w-full rounded-md sm:h-[3.625rem]" />
      <div className="grid gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="pt-8">
          <RunTimelineSkeleton />
        </div>
        <Skeleton className="mt-8 hidden h-48 rounded-md lg:block" />
      </div>
    </>
  );
}

export function RunTimelineSkeleton() {
  const say = useWords('run');
  return (
    <div aria-busy="true" className="flex flex-col">
      <span className="sr-only">{say('loadingSteps')}</span>
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <div key={key} className="flex items-start gap-3 px-3 py-2">
          <Skeleton className="size-6 rounded-full" />
          <div className="flex flex-1 flex-col">
            <Skeleton className="my-[3px] h-3.5 w-32" />
            <Skeleton className="my-[2px] h-3 w-20" />
          </div>
        </div>
      ))}
    </div>
  );
}

import { cn, Skeleton } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';
import { runColumns } from './run-columns.ts';

export function RunRowsSkeleton() {
  const say = useWords('runs');
  return (
    <div className="divide-y divide-border">
      <span className="sr-only">{say('loading')}</span>
      <div className="hidden h-9 md:block" />
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <div key={key} className={cn(runColumns, 'grid grid-cols-[1fr_auto] gap-y-1.5 px-4 py-2.5')}>
          <Skeleton className="h-6 w-24 max-md:col-start-2 max-md:row-start-1" />
          <Skeleton className="h-4 w-32 max-md:col-start-1 max-md:row-start-1" />
          <Skeleton className="my-[3px] h-3.5 w-full max-w-sm max-md:col-span-2" />
          <Skeleton className="h-3.5 w-16 max-md:col-start-2 max-md:justify-self-end" />
          <Skeleton className="h-4 w-44" />
          <Skeleton className="h-4 w-16 justify-self-end" />
        </div>
      ))}
    </div>
  );
}

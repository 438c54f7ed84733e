import { Skeleton } from '@agent-factory/ui';

/** The rows of a list that is on its way, in their final height. */
export function RowsSkeleton({ label }: { label: string }) {
  return (
    <div className="divide-y divide-border">
      <span className="sr-only">{label}</span>
      {['a', 'b'].map((key) => (
        <div key={key} className="flex h-16 items-center gap-4 px-4">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-36" />
            <Skeleton className="h-3 w-52" />
          </div>
          <Skeleton className="ms-auto h-7 w-20" />
        </div>
      ))}
    </div>
  );
}

import { cn } from '@agent-factory/ui';
import type { TestRun } from '../trpc/outputs.ts';

const parts = [
  { key: 'passed', label: 'passed', color: 'bg-positive' },
  { key: 'failed', label: 'failed', color: 'bg-danger' },
  { key: 'errors', label: 'could not be judged', color: 'bg-warning' },
  { key: 'inconclusive', label: 'inconclusive', color: 'bg-info' },
] as const;

/** How many tests ended how, of all there are; what is left grey has not ended. */
export function VerdictBar({ run, className }: { run: TestRun; className?: string }) {
  const said = parts
    .filter(({ key }) => run.progress[key] > 0)
    .map(({ key, label }) => `${run.progress[key]} ${label}`)
    .join(', ');
  return (
    <div
      role="img"
      aria-label={said === '' ? `None of ${run.total} has ended` : `Of ${run.total}: ${said}`}
      className={cn('flex h-2 overflow-hidden rounded-full bg-border', className)}
    >
      {parts.map(({ key, color }) => (
        <span
          key={key}
          className={cn('h-full transition-[width]', color)}
          style={{ width: `${(run.progress[key] / Math.max(1, run.total)) * 100}%` }}
        />
      ))}
    </div>
  );
}

/** The same in words. */
export function VerdictCounts({ run, className }: { run: TestRun; className?: string }) {
  return (
    <p className={cn('flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs tabular-nums', className)}>
      {parts.map(({ key, label, color }) =>
        run.progress[key] === 0 && key !== 'passed' && key !== 'failed' ? null : (
          <span key={key} className="inline-flex items-center gap-1.5">
            <span aria-hidden="true" className={cn('size-2 rounded-full', color)} />
            {run.progress[key]} {label}
          </span>
        ),
      )}
    </p>
  );
}

import { cn } from '@agent-factory/ui';
import { CircleCheck, CircleDashed, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import type { Verdict } from '../trpc/outputs.ts';

const looks = {
  pass: { icon: CircleCheck, label: 'Pass', look: 'bg-positive-soft text-positive' },
  fail: { icon: CircleX, label: 'Fail', look: 'bg-danger-soft text-danger' },
  error: { icon: TriangleAlert, label: 'Error', look: 'bg-warning-soft text-warning' },
  inconclusive: { icon: CircleHelp, label: 'Inconclusive', look: 'bg-info-soft text-info' },
  none: { icon: CircleDashed, label: 'Not yet', look: 'bg-sunken text-muted' },
} as const satisfies Record<Verdict | 'none', unknown>;

/** How a test, a trial or an assertion ended; null while it has not. */
export function VerdictChip({ verdict, className }: { verdict: Verdict | null; className?: string }) {
  const { icon: Icon, label, look } = looks[verdict ?? 'none'];
  return (
    <span
      data-verdict={verdict ?? 'none'}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        look,
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {label}
    </span>
  );
}

export function verdictLabel(verdict: Verdict): string {
  return looks[verdict].label;
}

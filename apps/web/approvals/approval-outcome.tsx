import { cn, RelativeTime } from '@agent-factory/ui';
import { CircleCheck, CircleSlash, CircleX, PencilLine, TimerOff } from 'lucide-react';
import type { Approval } from '../trpc/outputs.ts';

const looks = {
  approved: { icon: CircleCheck, label: 'Approved', look: 'text-positive' },
  edited: { icon: PencilLine, label: 'Approved with changes', look: 'text-positive' },
  denied: { icon: CircleX, label: 'Denied', look: 'text-danger' },
  expired: { icon: TimerOff, label: 'Nobody decided in time', look: 'text-warning' },
  cancelled: { icon: CircleSlash, label: 'The run ended before', look: 'text-muted' },
} as const satisfies Record<Exclude<Approval['state'], 'pending'>, unknown>;

/** How a question was answered, by whom and when. */
export function ApprovalOutcome({ approval }: { approval: Approval }) {
  if (approval.state === 'pending') return null;
  const { icon: Icon, label, look } = looks[approval.state];
  const clock = approval.on_timeout === 'approve' ? ', so it was approved' : ', so it was denied';
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        <span className={cn('inline-flex items-center gap-1.5 font-medium', look)}>
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {label}
          {approval.state === 'expired' ? clock : null}
        </span>
        <span className="text-muted">
          {approval.decided_by === null ? null : `by ${approval.decided_by} `}
          {approval.decided_at === null ? null : <RelativeTime iso={approval.decided_at} />}
        </span>
      </p>
      {approval.note === null ? null : (
        <p className="mt-1 border-border border-s-2 ps-2.5 text-muted">{approval.note}</p>
      )}
    </div>
  );
}

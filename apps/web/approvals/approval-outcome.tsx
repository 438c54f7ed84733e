'use client';

import { cn, RelativeTime } from '@agent-factory/ui';
import { CircleCheck, CircleSlash, CircleX, PencilLine, TimerOff } from 'lucide-react';
import type { Approval } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const looks = {
  approved: { icon: CircleCheck, label: 'approved', look: 'text-positive' },
  edited: { icon: PencilLine, label: 'edited', look: 'text-positive' },
  denied: { icon: CircleX, label: 'denied', look: 'text-danger' },
  expired: { icon: TimerOff, label: 'expired', look: 'text-warning' },
  cancelled: { icon: CircleSlash, label: 'cancelled', look: 'text-muted' },
} as const satisfies Record<Exclude<Approval['state'], 'pending'>, unknown>;

/** How a question was answered, by whom and when. */
export function ApprovalOutcome({ approval }: { approval: Approval }) {
  const say = useWords('approvals');
  if (approval.state === 'pending') return null;
  const { icon: Icon, label, look } = looks[approval.state];
  const byClock = approval.on_timeout === 'approve' ? 'expiredApproved' : 'expiredDenied';
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        <span className={cn('inline-flex items-center gap-1.5 font-medium', look)}>
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {say(approval.state === 'expired' ? byClock : label)}
        </span>
        <span className="text-muted">
          {approval.decided_by === null ? null : `${say('byName', { name: approval.decided_by })} `}
          {approval.decided_at === null ? null : <RelativeTime iso={approval.decided_at} />}
        </span>
      </p>
      {approval.note === null ? null : (
        <p className="mt-1 border-border border-s-2 ps-2.5 text-muted">{approval.note}</p>
      )}
    </div>
  );
}

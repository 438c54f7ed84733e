'use client';

import { cn } from '@agent-factory/ui';
import { CalendarClock, KeyRound, UserRound, Webhook } from 'lucide-react';
import { useFrame } from '../frame/frame-context.ts';
import type { Run } from '../trpc/outputs.ts';

const looks = {
  person: { icon: UserRound, kind: 'Person', unnamed: 'A member' },
  key: { icon: KeyRound, kind: 'API key', unnamed: 'An API key' },
  schedule: { icon: CalendarClock, kind: 'Schedule', unnamed: 'A schedule' },
  trigger: { icon: Webhook, kind: 'Trigger', unnamed: 'A trigger' },
} as const;

/** By what a run was started: a person, a key, a schedule or a trigger, and how it was called then. */
export function StartedBy({ by, className }: { by: Run['started_by']; className?: string }) {
  const { me } = useFrame();
  const { icon: Icon, kind, unnamed } = looks[by.type];
  const name = by.type === 'person' && by.id === me.user.id ? 'You' : (by.name ?? unnamed);
  return (
    <span title={`${kind}: ${name}`} className={cn('inline-flex min-w-0 items-center gap-1.5', className)}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="sr-only">Started by {kind}: </span>
      <span className="truncate">{name}</span>
    </span>
  );
}

'use client';

import { cn } from '@agent-factory/ui';
import { CalendarClock, KeyRound, UserRound, Webhook } from 'lucide-react';
import { useFrame } from '../frame/frame-context.ts';
import type { Run } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const looks = {
  person: { icon: UserRound, kind: 'person', unnamed: 'aMember' },
  key: { icon: KeyRound, kind: 'key', unnamed: 'aKey' },
  schedule: { icon: CalendarClock, kind: 'schedule', unnamed: 'aSchedule' },
  trigger: { icon: Webhook, kind: 'trigger', unnamed: 'aTrigger' },
} as const;

/** By what a run was started: a person, a key, a schedule or a trigger, and how it was called then. */
export function StartedBy({ by, className }: { by: Run['started_by']; className?: string }) {
  const say = useWords('parts');
  const { me } = useFrame();
  const { icon: Icon, kind, unnamed } = looks[by.type];
  const name = by.type === 'person' && by.id === me.user.id ? say('you') : (by.name ?? say(unnamed));
  return (
    <span
      title={say('namedKind', { kind: say(kind), name })}
      className={cn('inline-flex min-w-0 items-center gap-1.5', className)}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="sr-only">{say('startedBy', { kind: say(kind) })} </span>
      <span className="truncate">{name}</span>
    </span>
  );
}

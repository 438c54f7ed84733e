'use client';

import { Ban, CircleCheck, CircleDashed, CircleSlash, CircleX, Hourglass, LoaderCircle } from 'lucide-react';
import { cn } from './cn.ts';
import { useUiLanguage } from './ui-words.ts';

/** The one vocabulary of states, everywhere. */
export type Status = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'refused' | 'cancelled';

const looks = {
  queued: { icon: CircleDashed, color: 'text-muted', background: 'bg-sunken' },
  running: { icon: LoaderCircle, color: 'text-info', background: 'bg-info-soft' },
  waiting: { icon: Hourglass, color: 'text-warning', background: 'bg-warning-soft' },
  succeeded: {
    icon: CircleCheck,
    color: 'text-positive',
    background: 'bg-positive-soft',
  },
  failed: { icon: CircleX, color: 'text-danger', background: 'bg-danger-soft' },
  refused: { icon: Ban, color: 'text-warning', background: 'bg-warning-soft' },
  cancelled: { icon: CircleSlash, color: 'text-muted', background: 'bg-sunken' },
} as const satisfies Record<Status, unknown>;

export function StatusChip({ status, className }: { status: Status; className?: string }) {
  const look = looks[status];
  const { words } = useUiLanguage();
  const Icon = look.icon;
  return (
    <span
      data-status={status}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        look.color,
        look.background,
        className,
      )}
    >
      <Icon aria-hidden="true" className={cn('size-3.5', status === 'running' && 'animate-spin')} />
      {words[status]}
    </span>
  );
}

/** What a chip says, for where there is no room for one. */
export function useStatusLabel(): (status: Status) => string {
  const { words } = useUiLanguage();
  return (status) => words[status];
}

import { cn } from '@agent-factory/ui';
import { CircleCheck, CircleDashed, CircleSlash, LoaderCircle, Trophy } from 'lucide-react';
import type { SpecPatch } from '../trpc/outputs.ts';

const looks = {
  queued: { icon: CircleDashed, name: 'Queued', look: 'bg-sunken text-muted' },
  working: { icon: LoaderCircle, name: 'At work', look: 'bg-info-soft text-info' },
  won: { icon: Trophy, name: 'Won', look: 'bg-positive-soft text-positive' },
  accepted: { icon: CircleCheck, name: 'Accepted', look: 'bg-positive-soft text-positive' },
  discarded: { icon: CircleSlash, name: 'Discarded', look: 'bg-sunken text-muted' },
} as const satisfies Record<SpecPatch['status'], unknown>;

export function isAtWork({ status }: Pick<SpecPatch, 'status'>): boolean {
  return status === 'queued' || status === 'working';
}

export function PatchStatus({ status }: Pick<SpecPatch, 'status'>) {
  const { icon: Icon, name, look } = looks[status];
  return (
    <span
      data-patch={status}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        look,
      )}
    >
      <Icon aria-hidden="true" className={cn('size-3.5', status === 'working' && 'animate-spin')} />
      {name}
    </span>
  );
}

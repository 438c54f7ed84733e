import { cn } from '@agent-factory/ui';
import { CircleCheck, CircleDashed, CirclePause, Radar } from 'lucide-react';
import type { ModelHealth } from '../trpc/outputs.ts';

const looks = {
  closed: { icon: CircleCheck, label: 'Healthy', look: 'bg-positive-soft text-positive' },
  half_open: { icon: Radar, label: 'Probing', look: 'bg-info-soft text-info' },
  open: { icon: CirclePause, label: 'Resting', look: 'bg-warning-soft text-warning' },
} as const;

/** What the breaker thinks of a model, in words: healthy, resting after failures, probing whether it is back. */
export function HealthChip({
  state,
  title,
}: {
  state: ModelHealth['state'] | null;
  title?: string | undefined;
}) {
  const {
    icon: Icon,
    label,
    look,
  } = state === null
    ? { icon: CircleDashed, label: 'Not asked yet', look: 'bg-sunken text-muted' }
    : looks[state];
  return (
    <span
      title={title}
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        look,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {label}
    </span>
  );
}

/** Why a model failed last and when it is tried again, for the hover. */
export function healthDetail(health: ModelHealth | undefined): string | undefined {
  if (health?.last_failure == null) return undefined;
  const at = (iso: string) => new Date(iso).toLocaleTimeString('en-GB');
  const failed = `Failed at ${at(health.last_failure.at)}: ${health.last_failure.reason}`;
  return health.open_until === null ? failed : `${failed}. Tried again at ${at(health.open_until)}.`;
}

import { cn, RelativeTime } from '@agent-factory/ui';
import { CircleAlert, CircleCheck, CirclePause, CircleX } from 'lucide-react';
import type { Webhook } from '../trpc/outputs.ts';

const looks = {
  works: { icon: CircleCheck, label: 'On', look: 'bg-positive-soft text-positive' },
  failing: { icon: CircleAlert, label: 'Failing', look: 'bg-warning-soft text-warning' },
  stopped: { icon: CircleX, label: 'Disabled', look: 'bg-danger-soft text-danger' },
  paused: { icon: CirclePause, label: 'Paused', look: 'bg-sunken text-muted' },
} as const;

function lookOf({ status, disabled_reason, failing_since }: Webhook): keyof typeof looks {
  if (status === 'disabled') return disabled_reason === 'paused' ? 'paused' : 'stopped';
  return failing_since === null ? 'works' : 'failing';
}

export function WebhookChip({ webhook }: { webhook: Webhook }) {
  const { icon: Icon, label, look } = looks[lookOf(webhook)];
  return (
    <span
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

/** How things stand, in a line. */
export function WebhookStanding({ webhook }: { webhook: Webhook }) {
  const { disabled_reason, disabled_at, failing_since, last_success_at } = webhook;
  const since = disabled_at ?? failing_since;
  switch (disabled_reason) {
    case 'gone':
      return (
        <span className="text-danger">
          Disabled <Moment iso={since} />: it answered 410, gone for good
        </span>
      );
    case 'failing':
      return (
        <span className="text-danger">
          Disabled <Moment iso={since} />: nothing had arrived for five days
        </span>
      );
    case 'paused':
      return (
        <span>
          Paused <Moment iso={since} />
        </span>
      );
    case null:
      break;
  }
  if (failing_since !== null) {
    return (
      <span className="text-warning">
        Nothing has arrived since <Moment iso={failing_since} />
      </span>
    );
  }
  return last_success_at === null ? (
    <span>Nothing sent yet</span>
  ) : (
    <span>
      Last arrived <Moment iso={last_success_at} />
    </span>
  );
}

function Moment({ iso }: { iso: string | null }) {
  return iso === null ? null : <RelativeTime iso={iso} />;
}

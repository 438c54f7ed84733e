'use client';

import { cn } from '@agent-factory/ui';
import { Timer } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Approval } from '../trpc/outputs.ts';
import { timeLeft } from './time-left.ts';

const urgentMs = 5 * 60_000;
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** How long there is to decide, and what happens then. The server, which knows no reader's clock, says the latter. */
export function Countdown({ approval }: { approval: Pick<Approval, 'expires_at' | 'on_timeout'> }) {
  const [now, setNow] = useState<number | null>(null);
  const at = Date.parse(approval.expires_at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const then = approval.on_timeout === 'approve' ? 'approved' : 'denied';
  const urgent = now !== null && at - now < urgentMs;
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 whitespace-nowrap text-xs',
        urgent ? 'text-warning' : 'text-muted',
      )}
      {...(now === null ? {} : { title: exact.format(at) })}
    >
      <Timer aria-hidden="true" className="size-3.5 shrink-0" />
      {now === null ? (
        `Else ${then}`
      ) : at <= now ? (
        `Time is up: ${then}`
      ) : (
        <span className="tabular-nums">
          {timeLeft(at, now)} left, then {then}
        </span>
      )}
    </span>
  );
}

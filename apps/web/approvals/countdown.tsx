'use client';

import { cn, useFigures } from '@agent-factory/ui';
import { Timer } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Approval } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { timeLeft } from './time-left.ts';

const urgentMs = 5 * 60_000;

/** How long there is to decide, and what happens then. The server, which knows no reader's clock, says the latter. */
export function Countdown({ approval }: { approval: Pick<Approval, 'expires_at' | 'on_timeout'> }) {
  const say = useWords('approvals');
  const { moment } = useFigures();
  const [now, setNow] = useState<number | null>(null);
  const at = Date.parse(approval.expires_at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const approves = approval.on_timeout === 'approve';
  const urgent = now !== null && at - now < urgentMs;
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 whitespace-nowrap text-xs',
        urgent ? 'text-warning' : 'text-muted',
      )}
      {...(now === null ? {} : { title: moment(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' }) })}
    >
      <Timer aria-hidden="true" className="size-3.5 shrink-0" />
      {now === null ? (
        say(approves ? 'elseApproved' : 'elseDenied')
      ) : at <= now ? (
        say(approves ? 'upApproved' : 'upDenied')
      ) : (
        <span className="tabular-nums">
          {say(approves ? 'leftApproved' : 'leftDenied', { time: timeLeft(at, now) })}
        </span>
      )}
    </span>
  );
}

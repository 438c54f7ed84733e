import type { RequestRate } from '../trpc/outputs.ts';

const planWords = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' } as const;

/** How often keys may call, and what happens beyond it. */
export function RateNote({ rate }: { rate: RequestRate }) {
  return (
    <p className="border-t px-4 py-2.5 text-muted text-xs">
      Each key, and each member, may make{' '}
      <span className="font-medium text-text tabular-nums">
        {rate.requests_per_minute.toLocaleString('en')} requests a minute
      </span>{' '}
      ({rate.raised ? 'set for this team' : `${planWords[rate.plan]} plan`}). A batch or a stream counts once.
      Beyond that a request gets 429 with <code className="font-mono">Retry-After</code>; every answer says in{' '}
      <code className="font-mono">RateLimit-Remaining</code> how many are left.
    </p>
  );
}

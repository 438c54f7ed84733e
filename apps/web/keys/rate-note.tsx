'use client';

import { useFigures } from '@agent-factory/ui';
import type { RequestRate } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';

const planWords = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' } as const;

/** How often keys may call, and what happens beyond it. */
export function RateNote({ rate }: { rate: RequestRate }) {
  const say = useWords('keys');
  const { number } = useFigures();
  return (
    <p className="border-t px-4 py-2.5 text-muted text-xs">
      {say.rich('rate', {
        count: number(rate.requests_per_minute),
        plan: rate.raised ? say('setForTeam') : say('planNamed', { plan: planWords[rate.plan] }),
        b: (text) => <span className="font-medium text-text tabular-nums">{text}</span>,
        code: (text) => <code className="font-mono">{text}</code>,
      })}
    </p>
  );
}

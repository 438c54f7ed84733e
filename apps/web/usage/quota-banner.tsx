'use client';

import { Button, cn } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Gauge, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { quotaNotices } from './quota-notices.ts';

/** Each question is one of the requests that a person has a minute, and what it tells changes slowly. */
const askEveryMs = 5 * 60_000;

/**
 * Above every page once four fifths of a quota or budget are used, and again once all of it is. Hidden by its button
 * until there is other news, at the latest in the next period.
 */
export function QuotaBanner() {
  const say = useWords('frame');
  const trpc = useTRPC();
  const { me } = useFrame();
  const quota = useQuery(
    trpc.usage.quota.queryOptions(undefined, {
      staleTime: askEveryMs,
      refetchInterval: askEveryMs,
      retry: false,
    }),
  );
  const place = `quota-notice-${me.team.id}`;
  const [hidden, setHidden] = useState(() => localStorage.getItem(place));
  if (quota.data === undefined) return null;
  const notices = quotaNotices(quota.data, Date.now());
  const news = notices.map(({ id }) => id).join(' ');
  if (notices.length === 0 || hidden === news) return null;
  const stopped = notices.some(({ state }) => state === 'used_up');
  return (
    <section
      aria-label={say('limitsNotice')}
      className={cn(
        'flex items-start gap-3 border-b px-4 py-2 text-sm md:px-6',
        stopped ? 'border-danger/40 bg-danger/10' : 'border-warning/40 bg-warning/10',
      )}
    >
      <Gauge
        aria-hidden="true"
        className={cn('mt-0.5 size-4 shrink-0', stopped ? 'text-danger' : 'text-warning')}
      />
      <div className="min-w-0 flex-1">
        {notices.map(({ id, says }) => (
          <p key={id}>{says}</p>
        ))}
        <Link href="/settings/limits" className="font-medium underline underline-offset-2">
          {say('seeLimits')}
        </Link>
      </div>
      <Button
        size="sm"
        variant="ghost"
        aria-label={say('hideNotice')}
        onClick={() => {
          localStorage.setItem(place, news);
          setHidden(news);
        }}
      >
        <X aria-hidden="true" />
      </Button>
    </section>
  );
}

'use client';

import type { RunId } from '@agent-factory/contracts';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import type { RunEvent } from '../trpc/outputs.ts';
import { emptyStory, type Story, tell } from './story.ts';

/** Pieces of an answer arrive far faster than anyone reads; they are shown this often. */
const flushMs = 40;

export interface LiveStory {
  story: Story;
  state: 'loading' | 'live' | 'reconnecting' | 'complete' | 'failed';
  error: unknown;
  retry: () => void;
}

export interface UseStoryOptions {
  runId: RunId;
  /** Follows the run as it happens; else its events are read once. Fixed while the component stands. */
  live: boolean;
  onFinished?: () => void;
}

/** A run's story from its first event: what is written already, then what comes. Misses and repeats nothing. */
export function useStory({ runId, live, onFinished }: UseStoryOptions): LiveStory {
  const trpc = useTRPC();
  const [told, setTold] = useState<Story>(emptyStory);
  const buffer = useRef<RunEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function take(event: RunEvent): void {
    buffer.current.push(event);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const events = buffer.current;
      buffer.current = [];
      setTold((story) => events.reduce(tell, story));
    }, flushMs);
    if (event.data.type === 'run.finished') onFinished?.();
  }

  const watch = useSubscription(
    trpc.runs.watch.subscriptionOptions(live ? { run_id: runId } : skipToken, {
      onData: (envelope) => take(envelope.data),
    }),
  );
  const events = useQuery(
    trpc.runs.events.queryOptions(live ? skipToken : { run_id: runId }, {
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  const read = useMemo(() => (events.data?.items ?? []).reduce(tell, emptyStory), [events.data]);

  if (!live) {
    return {
      story: read,
      state: events.isPending ? 'loading' : events.isError ? 'failed' : 'complete',
      error: events.error,
      retry: () => events.refetch(),
    };
  }
  const finished = told.steps.at(-1)?.kind === 'finished';
  return { story: told, state: stateOf(watch.status, finished), error: watch.error, retry: watch.reset };
}

function stateOf(status: 'idle' | 'connecting' | 'pending' | 'error', finished: boolean): LiveStory['state'] {
  if (finished) return 'complete';
  switch (status) {
    case 'idle':
    case 'pending':
      return 'live';
    case 'connecting':
      return 'reconnecting';
    case 'error':
      return 'failed';
  }
}

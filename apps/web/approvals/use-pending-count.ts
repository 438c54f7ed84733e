'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';

/** Asked while the page is looked at; one count over an index that holds nothing but what is pending. */
const everyMs = 10_000;

/** How many questions wait for the team; 0 until that is known. */
export function usePendingCount(): number {
  const trpc = useTRPC();
  const count = useQuery(trpc.approvals.count.queryOptions(undefined, { refetchInterval: everyMs }));
  return count.data?.pending ?? 0;
}

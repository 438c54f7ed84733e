import type { TeamId } from '@agent-factory/contracts';
import {
  type FirstTokenWaitRow,
  listFirstTokenWaits,
  listUsageGroups,
  type Transaction,
  type UsageGroupRow,
  withTenantAtOnce,
} from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import type { Month } from './month.ts';

/** What a team's calls of some days come to. Those of several spans, one behind the other, add up. */
export interface UsageSums {
  groups: UsageGroupRow[];
  waits: FirstTokenWaitRow[];
}

/** Statements that read the sums from `from` until before `until`. */
export const sumsBetween = (tx: Transaction, span: { teamId: TeamId; from: Date; until: Date }) =>
  [listUsageGroups(tx, span), listFirstTokenWaits(tx, span)] as const;

const dayMs = 86_400_000;

/**
 * Until when the days of a month are closed: those that ended a day ago. A call counts for the day on which it began, and
 * none lasts a day.
 */
export function closedUntil({ from, until }: Month, now: number): Date {
  const yesterday = Math.floor(now / dayMs) * dayMs - dayMs;
  return new Date(Math.min(until.getTime(), Math.max(from.getTime(), yesterday)));
}

/**
 * What the team's calls of a month's closed days come to. It is kept for ten minutes, which is how late a sum is in which
 * what was assumed of a call whose process died has made room for what it really was. Whether somebody may see it, the
 * caller asks.
 */
export async function closedSums(
  services: Pick<Services, 'db' | 'cache'>,
  { teamId, month, until }: { teamId: TeamId; month: Month; until: Date },
): Promise<UsageSums> {
  const { name, from } = month;
  if (until <= from) return { groups: [], waits: [] };
  return services.cache.getOrRead({ kind: 'usage', teamId, key: [name, until.toISOString()] }, async () => {
    // Not as whoever asks: what they may no longer see would be missing for everybody.
    const system = { type: 'system', teamId, reason: 'sum_usage' } as const;
    const [groups, waits] = await withTenantAtOnce(services.db, system, (tx) =>
      sumsBetween(tx, { teamId, from, until }),
    );
    return { groups, waits };
  });
}

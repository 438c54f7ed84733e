import type { DashboardBucket } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Of those that a clock's change never moves. */
const widths = { minute: '1 minute', quarter: '15 minutes' } as const;

/**
 * Where buckets of local time begin, from `from` on, which may lie within the first. A day is what the zone's clock calls
 * one: it begins with the first moment of its date, also where midnight is skipped or comes twice.
 */
export async function listBuckets(
  tx: Transaction,
  { zone, bucket, from, to }: { zone: string; bucket: DashboardBucket; from: Date; to: Date },
): Promise<Date[]> {
  const last = sql`${to}::timestamptz - interval '1 microsecond'`;
  const origin = sql`timestamptz '2000-01-01T00:00:00Z'`;
  const starts =
    bucket === 'minute' || bucket === 'quarter'
      ? sql`select at from generate_series(
          date_bin(${widths[bucket]}::interval, ${from}::timestamptz, ${origin}), ${last}, ${widths[bucket]}::interval
        ) at`
      : bucket === 'hour'
        ? sql`select date_trunc('hour', quarter, ${zone}) as at from generate_series(
            date_bin(interval '15 minutes', ${from}::timestamptz, ${origin}), ${last}, interval '15 minutes'
          ) quarter`
        : sql`select (
            select min(moment) from unnest(array[interval '-2 hours', '-1 hour', '-30 minutes', '0', '30 minutes', '1 hour', '1 day'])
              as shift, lateral (select local at time zone ${zone} + shift as moment) shifted
            where moment at time zone ${zone} >= local
          ) as at
          from generate_series(
            date_trunc(${bucket}, ${from}::timestamptz at time zone ${zone}), (${last}) at time zone ${zone},
            ${`1 ${bucket}`}::interval
          ) local`;
  const { rows } = await sql<{ at: Date }>`
    select distinct greatest(at, ${from}::timestamptz) as at from (${starts}) begun
    where at < ${to}::timestamptz order by 1`.execute(tx);
  return rows.map(({ at }) => at);
}

/** In lower case. What a server brings changes with the server alone, and this process opens one. */
let zones: ReadonlySet<string> | undefined;

/**
 * Whether Postgres knows a time zone by this name. It reads a file for each of 600 to say so, whichever is asked for, so
 * all are asked for at once, and once.
 */
export async function knowsZone(tx: Transaction, { zone }: { zone: string }): Promise<boolean> {
  if (zones === undefined) {
    const { rows } = await sql<{ name: string }>`
      select lower(name) as name from pg_catalog.pg_timezone_names`.execute(tx);
    zones = new Set(rows.map(({ name }) => name));
  }
  return zones.has(zone.toLowerCase());
}

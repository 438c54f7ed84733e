import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Counts one hit in the current window, or opens a new one when it is over; atomic. */
export function hitRateLimit(
  tx: Transaction,
  hit: { bucket: string; subject: Buffer; at: Date; windowEnd: Date },
): Promise<{ hits: number; expires_at: Date }> {
  return tx
    .insertInto('auth.rate_limits')
    .values({ bucket: hit.bucket, subject: hit.subject, hits: 1, expires_at: hit.windowEnd })
    .onConflict((conflict) =>
      conflict.columns(['bucket', 'subject']).doUpdateSet({
        hits: sql`case when rate_limits.expires_at <= ${hit.at} then 1 else rate_limits.hits + 1 end`,
        expires_at: sql`case when rate_limits.expires_at <= ${hit.at} then excluded.expires_at else rate_limits.expires_at end`,
      }),
    )
    .returning(['hits', 'expires_at'])
    .executeTakeFirstOrThrow();
}

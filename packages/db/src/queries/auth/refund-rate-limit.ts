import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Takes back one hit, or all of them: what succeeded was no guess. */
export async function refundRateLimit(
  tx: Transaction,
  refund: { bucket: string; subject: Buffer; all: boolean },
): Promise<void> {
  await tx
    .updateTable('auth.rate_limits')
    .set({ hits: refund.all ? 0 : sql`greatest(hits - 1, 0)` })
    .where('bucket', '=', refund.bucket)
    .where('subject', '=', refund.subject)
    .execute();
}

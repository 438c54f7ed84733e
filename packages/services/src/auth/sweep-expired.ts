import { type Database, withAuthService } from '@agent-factory/db';
import { deleteExpired } from '@agent-factory/db/auth';
import type { Clock } from '@agent-factory/orchestrator';

/** Clears links, flows and rate-limit windows that are over; anyone can fill these tables, so it runs hourly. */
export async function sweepExpired({ ctx }: { ctx: { db: Database; clock: Clock } }): Promise<void> {
  await withAuthService(ctx.db, (tx) => deleteExpired(tx, new Date(ctx.clock.now())));
}

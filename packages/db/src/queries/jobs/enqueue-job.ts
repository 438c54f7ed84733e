import type { JobName, JobPayload } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface EnqueueOptions {
  runAt?: Date;
  maxAttempts?: number;
  /** A second job with the key of a waiting one replaces it. */
  jobKey?: string;
  /** Jobs of one queue run one after the other. */
  queueName?: string;
  /** Smaller first; 0 if left out. */
  priority?: number;
  flags?: string[];
}

/** Queues a job in the caller's transaction, so that it exists if and only if the row it is about does. */
export async function enqueueJob<N extends JobName>(
  tx: Transaction,
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  await sql`
    select app.enqueue_job(
      ${name}::text,
      ${json(payload)},
      ${options.runAt ?? null}::timestamptz,
      ${options.maxAttempts ?? null}::integer,
      ${options.jobKey ?? null}::text,
      ${options.queueName ?? null}::text,
      ${options.priority ?? null}::integer,
      ${options.flags ?? null}::text[]
    )`.execute(tx);
}

import { enqueueJob, listStaleDocuments, withTenant } from '@agent-factory/db';
import type { Queue } from '../queue/run-queue.ts';
import type { Services } from '../service-context.ts';

/** At most so many per round; the longest waiting come first. */
const batch = 100;
/** Longer than from a row to its job, and than most take to be read. */
const queuedForMs = 30_000;
/** Longer than any file takes: whoever holds its job for this long is dead. */
const heldForMs = 600_000;

/**
 * Finds documents that wait to be read though nobody will: the process that took them in ended before they had a job,
 * or the job is spent or held by the dead. Each gets one. Any number of processes may do this at once. Answers with how
 * many it set going again.
 */
export async function reconcileDocuments({
  services,
  queue,
}: {
  services: Pick<Services, 'db'>;
  queue: Pick<Queue, 'states' | 'unlock'>;
}): Promise<{ revived: number }> {
  const stale = await listStaleDocuments(services.db, { queuedForMs, limit: batch });
  if (stale.length === 0) return { revived: 0 };
  const states = await queue.states(stale.map(({ document_id }) => document_id));
  const jobs = new Map(states.map((job) => [job.key, job]));
  const abandoned = stale.filter(({ document_id }) => {
    const job = jobs.get(document_id);
    return job === undefined || job.exhausted || (job.lockedForMs !== null && job.lockedForMs > heldForMs);
  });
  const holders = new Set(abandoned.flatMap(({ document_id }) => jobs.get(document_id)?.lockedBy ?? []));
  if (holders.size > 0) await queue.unlock([...holders]);
  for (const { team_id, document_id } of abandoned) {
    const system = { type: 'system', teamId: team_id, reason: 'index_document' } as const;
    await withTenant(services.db, system, (tx) =>
      enqueueJob(tx, 'index_document', { document_id, team_id }, { jobKey: document_id }),
    );
  }
  return { revived: abandoned.length };
}

import {
  type ExpiredApproval,
  expireApproval,
  listExpiredApprovals,
  lockRun,
  selectApproval,
  withTenant,
} from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { tellOfDecision } from './approval-events.ts';
import { resumeRun } from './resume-run.ts';

/** At most so many a round; the longest over first. */
const batch = 100;

/**
 * Lets the clock decide what nobody has decided in time, and sets those runs going again. Any number of processes
 * may do this at once. Answers with how many it decided.
 */
export async function expireApprovals({
  services,
}: {
  services: Pick<Services, 'db' | 'bus'>;
}): Promise<{ expired: number }> {
  const over = await listExpiredApprovals(services.db, batch);
  let expired = 0;
  // One after the other: they are few, and the pool is there for those who wait for an answer.
  for (const one of over) {
    if (await expire(services, one)) expired += 1;
  }
  return { expired };
}

async function expire(services: Pick<Services, 'db' | 'bus'>, one: ExpiredApproval): Promise<boolean> {
  const { team_id: teamId, run_id: runId, approval_id: id } = one;
  const system = { type: 'system', teamId, reason: 'expire_approvals' } as const;
  const { expired, resumed } = await withTenant(services.db, system, async (tx) => {
    await lockRun(tx, { runId, teamId });
    const expired = await expireApproval(tx, { id, teamId });
    const approval = expired ? await selectApproval(tx, { id, teamId }) : undefined;
    if (approval !== undefined) await tellOfDecision(tx, teamId, approval);
    return { expired, resumed: expired && (await resumeRun(tx, { runId, teamId })) };
  });
  if (resumed) services.bus.announce({ runId, kind: 'events' });
  return expired;
}

import type { ApprovalId, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface ExpiredApproval {
  team_id: TeamId;
  run_id: RunId;
  approval_id: ApprovalId;
}

/** Pending approvals of any team on which time has run out, longest over first. Ids alone, as `listStaleRuns`. */
export async function listExpiredApprovals(database: Database, limit: number): Promise<ExpiredApproval[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<ExpiredApproval>`
      select team_id, run_id, approval_id from app.expired_approvals(${limit}::integer)`.execute(tx);
    return rows;
  });
}

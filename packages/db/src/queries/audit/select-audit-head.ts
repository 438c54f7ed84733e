import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface AuditHead {
  /** How many entries there are; 0 before the first. */
  seq: number;
  /** Of the last one; 64 zeros before the first. */
  hash: string;
}

/** Where the team's chain ends. */
export async function selectAuditHead(tx: Transaction, { teamId }: { teamId: TeamId }): Promise<AuditHead> {
  const { rows } = await sql<AuditHead>`
    select seq::float8 as seq, hash from public.audit_heads where team_id = ${teamId}`.execute(tx);
  return rows[0] ?? { seq: 0, hash: '0'.repeat(64) };
}

import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface AuditHead {
  /** How many entries there are; 0 before the first. */
  seq: number;
  /** Of the last one; 64 zeros before the first. */
  hash: string;
}

/** With the place of the last entry that there is, at the same moment. */
export interface AuditEnds extends AuditHead {
  lastSeq: number;
}

/** Where the team's chain ends. */
export async function selectAuditHead(tx: Transaction, { teamId }: { teamId: TeamId }): Promise<AuditEnds> {
  const { rows } = await sql<AuditEnds>`
    select coalesce(head.seq, 0)::float8 as seq, coalesce(head.hash, repeat('0', 64)) as hash,
      coalesce((select max(seq) from public.audit_entries where team_id = ${teamId}), 0)::float8 as "lastSeq"
    from (select ${teamId}::text as team_id) team
    left join public.audit_heads head on head.team_id = team.team_id`.execute(tx);
  const [ends] = rows;
  if (ends === undefined) throw new Error('a left join gives a row');
  return ends;
}

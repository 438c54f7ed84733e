import type { AgentId, AgentLabel, AttestationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewLabelMove {
  teamId: TeamId;
  agentId: AgentId;
  label: AgentLabel;
  /** The one after the last that the mover has seen; violates `agent_label_moves_pkey` where another came first. */
  move: number;
  /** Null takes the label away. */
  version: number | null;
  attestationId: AttestationId | null;
  reason: string | null;
  movedBy: string | null;
}

export async function insertLabelMove(tx: Transaction, row: NewLabelMove): Promise<void> {
  await sql`
    insert into public.agent_label_moves (team_id, agent_id, label, move, version, attestation_id, reason, moved_by)
    values (${row.teamId}, ${row.agentId}, ${row.label}, ${row.move}, ${row.version}, ${row.attestationId},
      ${row.reason}, ${row.movedBy})`.execute(tx);
}

import type { AgentId, AgentLabel, AgentVersionId, AttestationId, TeamId } from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface LabelMoveRow {
  label: AgentLabel;
  move: number;
  /** Null where the label was taken away, as the two after it. */
  version: number | null;
  versionId: AgentVersionId | null;
  specHash: string | null;
  attestationId: AttestationId | null;
  reason: string | null;
  movedBy: string | null;
  movedAt: Date;
}

const columns = sql`m.label, m.move, m.version, v.id as "versionId", v.spec_hash as "specHash",
  m.attestation_id as "attestationId", m.reason, m.moved_by as "movedBy", m.moved_at as "movedAt"`;

interface Of {
  teamId: TeamId;
  agentId: AgentId;
}

function from({ teamId, agentId }: Of): RawBuilder<unknown> {
  return sql`public.agent_label_moves m
    left join public.agent_versions v
      on v.team_id = m.team_id and v.agent_id = m.agent_id and v.version = m.version
    where m.team_id = ${teamId} and m.agent_id = ${agentId}`;
}

/** The last move of each label of an agent; where one was taken away, that. */
export async function listLabels(tx: Transaction, of: Of): Promise<LabelMoveRow[]> {
  const { rows } = await sql<LabelMoveRow>`
    select distinct on (m.label) ${columns} from ${from(of)} order by m.label, m.move desc`.execute(tx);
  return rows;
}

/** All moves of an agent's labels, newest first. */
export async function listLabelMoves(tx: Transaction, of: Of & { limit: number }): Promise<LabelMoveRow[]> {
  const { rows } = await sql<LabelMoveRow>`
    select ${columns} from ${from(of)} order by m.moved_at desc, m.label, m.move desc limit ${of.limit}`.execute(
    tx,
  );
  return rows;
}

/** The attestation under which a label stood at a version before; undefined where it never did, or under none. */
export async function selectEarlierMove(
  tx: Transaction,
  { teamId, agentId, label, version }: Of & { label: AgentLabel; version: number },
): Promise<{ attestationId: AttestationId } | undefined> {
  const { rows } = await sql<{ attestationId: AttestationId }>`
    select m.attestation_id as "attestationId" from public.agent_label_moves m
    where m.team_id = ${teamId} and m.agent_id = ${agentId} and m.label = ${label} and m.version = ${version}
      and m.attestation_id is not null
    order by m.move desc limit 1`.execute(tx);
  return rows[0];
}

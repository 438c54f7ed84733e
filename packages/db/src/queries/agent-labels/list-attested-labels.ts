import type { AgentId, AttestationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface AttestedLabel {
  teamId: TeamId;
  agentId: AgentId;
  version: number;
  attestationId: AttestationId;
}

/** What stands at `production` of any team and what speaks for it, after `after`. The question crosses tenants; it answers with ids. */
export async function listAttestedLabels(
  database: Database,
  { after, limit }: { after: Pick<AttestedLabel, 'teamId' | 'agentId'> | null; limit: number },
): Promise<AttestedLabel[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<AttestedLabel>`
      select team_id as "teamId", agent_id as "agentId", version, attestation_id as "attestationId"
      from app.attested_labels(${after?.teamId ?? ''}, ${after?.agentId ?? ''}, ${limit}::integer)`.execute(
      tx,
    );
    return rows;
  });
}

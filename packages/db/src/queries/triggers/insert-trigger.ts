import type { AgentId, TeamId, TriggerId, TriggerMapping, TriggerScheme } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewTrigger {
  id: TriggerId;
  teamId: TeamId;
  agentId: AgentId;
  name: string;
  scheme: TriggerScheme;
  mapping: TriggerMapping;
  ratePerMinute: number;
  envelope: Buffer;
  keyVersion: string;
  secretHint: string;
  createdBy: string | null;
}

/** False, and nothing written, when the team has `atMost`. */
export async function insertTrigger(
  tx: Transaction,
  { atMost, ...row }: NewTrigger & { atMost: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into public.triggers (id, team_id, agent_id, name, scheme, mapping, rate_per_minute, envelope, key_version,
      secret_hint, created_by)
    select ${row.id}, ${row.teamId}, ${row.agentId}, ${row.name}, ${row.scheme}, ${json(row.mapping)}::jsonb,
      ${row.ratePerMinute}::integer, ${row.envelope}::bytea, ${row.keyVersion}, ${row.secretHint},
      ${row.createdBy}::uuid
    where ${atMost} > (select count(*) from public.triggers where team_id = ${row.teamId})
    returning 1`.execute(tx);
  return rows.length === 1;
}

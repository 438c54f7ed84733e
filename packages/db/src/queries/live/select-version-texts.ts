import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** The texts of versions of one agent, by number; those that do not exist are left out. */
export async function selectVersionTexts(
  tx: Transaction,
  { agentId, teamId, versions }: { agentId: AgentId; teamId: TeamId; versions: readonly number[] },
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ version: number; spec: string }>`
    select version, spec from public.agent_versions
    where team_id = ${teamId} and agent_id = ${agentId} and version = any (${versions}::integer[])`.execute(
    tx,
  );
  return new Map(rows.map(({ version, spec }) => [version, spec]));
}

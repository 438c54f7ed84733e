import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';

/** Teams of which some hold has outlived its call: whoever made it is dead. Longest over first. */
export async function listTeamsWithLostHolds(database: Database, limit: number): Promise<TeamId[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ team_id: TeamId }>`
      select team_id from app.teams_with_lost_holds(${limit}::integer) as team_id`.execute(tx);
    return rows.map((row) => row.team_id);
  });
}

/** Charges those holds of the transaction's team with all that was set aside. Answers with how many. */
export async function chargeLostHolds(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ charged: number }>`select app.charge_lost_holds() as charged`.execute(tx);
  return rows[0]?.charged ?? 0;
}

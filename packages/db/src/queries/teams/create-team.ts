import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** A team that the user of `withUser` owns; false when they own `atMost` already. */
export async function createTeam(
  tx: Transaction,
  { id, name, atMost }: { id: TeamId; name: string; atMost: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: TeamId | null }>`
    select app.create_team(${id}::text, ${name}::text, ${atMost}::integer) as id`.execute(tx);
  return rows[0]?.id === id;
}

import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** In which of their teams the user of `withUser` finds a thing with this id; undefined for none of them. */
export async function teamOf(tx: Transaction, { id }: { id: string }): Promise<TeamId | undefined> {
  const { rows } = await sql<{ team: TeamId | null }>`select app.team_of(${id}::text) as team`.execute(tx);
  return rows[0]?.team ?? undefined;
}

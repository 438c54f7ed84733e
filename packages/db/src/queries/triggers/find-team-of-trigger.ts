import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Whose a trigger is, asked by a call that has not proven anything yet; undefined when there is none. */
export async function findTeamOfTrigger(database: Database, id: TriggerId): Promise<TeamId | undefined> {
  return inTransaction(
    database,
    'agent_factory_worker',
    {},
    async (tx) => {
      const { rows } = await sql<{ teamId: TeamId | null }>`
        select app.team_of_trigger(${id}) as "teamId"`.execute(tx);
      return rows[0]?.teamId ?? undefined;
    },
    'behind',
  );
}

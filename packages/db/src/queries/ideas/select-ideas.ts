import type { IdeaId, RunId, TeamId } from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type IdeaRow, ideaColumns } from './rows.ts';

/** Those of these ideas that the team has, in no order. */
export async function selectIdeas(
  tx: Transaction,
  { ids, teamId }: { ids: readonly IdeaId[]; teamId: TeamId },
): Promise<IdeaRow[]> {
  return select(tx, teamId, sql`idea.id = any(${ids}::text[])`);
}

/** The idea that a run is about. */
export async function selectIdeaOfRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<IdeaRow | undefined> {
  const [row] = await select(tx, teamId, sql`idea.run_id = ${runId}`);
  return row;
}

async function select(tx: Transaction, teamId: TeamId, where: RawBuilder<unknown>): Promise<IdeaRow[]> {
  const { rows } = await sql<IdeaRow>`
    select ${ideaColumns}
    from public.ideas idea
    left join public.runs run on run.team_id = idea.team_id and run.id = idea.run_id
    where idea.team_id = ${teamId} and ${where}`.execute(tx);
  return rows;
}

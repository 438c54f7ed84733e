import type { IdeaId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type IdeaRow, ideaColumns } from './rows.ts';

/** Newest first, after the idea `after`; a foreign or unknown `after` finds nothing. */
export async function listIdeas(
  tx: Transaction,
  { teamId, after, limit }: { teamId: TeamId; after: IdeaId | null; limit: number },
): Promise<IdeaRow[]> {
  const older =
    after === null
      ? sql``
      : sql`and (idea.created_at, idea.id) <
          ((select created_at from public.ideas where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<IdeaRow>`
    select ${ideaColumns}
    from public.ideas idea
    left join public.runs run on run.team_id = idea.team_id and run.id = idea.run_id
    where idea.team_id = ${teamId} ${older}
    order by idea.created_at desc, idea.id desc
    limit ${limit}`.execute(tx);
  return rows;
}

import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { AgentRow } from './rows.ts';

/**
 * Newest first, after the agent `after`; a foreign or unknown `after` finds nothing. The page is cut before
 * the versions are joined, so that the index on (team_id, created_at, id) is all that is walked.
 */
export async function listAgents(
  tx: Transaction,
  { teamId, after, limit }: { teamId: TeamId; after: AgentId | null; limit: number },
): Promise<AgentRow[]> {
  const older =
    after === null
      ? sql``
      : sql`and (created_at, id) <
          ((select created_at from public.agents where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<AgentRow>`
    with page as (
      select * from public.agents
      where team_id = ${teamId} and deleted_at is null ${older}
      order by created_at desc, id desc
      limit ${limit}
    )
    select page.id, page.kind, page.name, page.title, page.description, version.version,
      version.spec_hash as "specHash", page.created_at as "createdAt", page.updated_at as "updatedAt"
    from page
    join public.agent_versions version
      on version.team_id = page.team_id and version.agent_id = page.id and version.version = page.latest_version
    order by page.created_at desc, page.id desc`.execute(tx);
  return rows;
}

import type { AgentId, ApiKeyId, IdeaId, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewIdea {
  id: IdeaId;
  teamId: TeamId;
  agentId: AgentId;
  runId: RunId;
  idea: string;
  createdBy: string | null;
  apiKeyId: ApiKeyId | null;
}

/** Writes the idea that a run is about; nothing where that run has one already. */
export async function insertIdea(tx: Transaction, idea: NewIdea): Promise<void> {
  await sql`
    insert into public.ideas (id, team_id, agent_id, run_id, idea, created_by, api_key_id)
    values (${idea.id}, ${idea.teamId}, ${idea.agentId}, ${idea.runId}, ${idea.idea}, ${idea.createdBy},
      ${idea.apiKeyId})
    on conflict (team_id, run_id) do nothing`.execute(tx);
}

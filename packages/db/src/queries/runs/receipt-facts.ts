import type { AgentId, AgentVersionId, ApiKeyId } from '@agent-factory/contracts';
import { sql } from 'kysely';

/** What a receipt says of a run that its events do not. */
export interface ReceiptFactsRow {
  agentId: AgentId;
  /** As the agent is called now; its events say how the spec called itself. */
  agentName: string;
  agentVersionId: AgentVersionId;
  version: number;
  specHash: string;
  /** The model that was tried in place of the version's own. */
  triedModel: string | null;
  input: unknown;
  /** How often a worker has taken it up. */
  attempt: number;
  /** Who started it. */
  createdBy: string | null;
  apiKeyId: ApiKeyId | null;
}

/** The columns of a ReceiptFactsRow, of an update of `runs`. */
export const receiptFactsColumns = sql`
  agent_id as "agentId",
  (select agent.name from public.agents agent where agent.team_id = runs.team_id and agent.id = runs.agent_id)
    as "agentName",
  agent_version_id as "agentVersionId", version, spec_hash as "specHash", tried_model as "triedModel", input, attempt,
  created_by as "createdBy", api_key_id as "apiKeyId"`;

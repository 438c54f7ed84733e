import type { ModelCallId, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** One try of one model call. Money in 10⁻⁹ USD. */
export interface ModelCallRow {
  id: ModelCallId;
  runId: RunId | null;
  apiKeyId: string | null;
  purpose: string;
  attemptNumber: number;
  provider: string;
  model: string;
  region: string | null;
  payer: 'platform' | 'team';
  outcome: 'answered' | 'failed' | 'abandoned' | 'cancelled' | 'cached' | 'unknown';
  reason: string | null;
  tokensInput: number;
  tokensCachedInput: number;
  tokensCacheWrite: number;
  tokensOutput: number;
  tokensReasoning: number;
  costNanoUsd: number | null;
  exceeded: boolean;
  estimated: boolean;
  firstTokenMs: number | null;
  durationMs: number;
  createdAt: Date;
}

/** Newest first, after the row `after`; a foreign or unknown `after` finds nothing. */
export async function listModelCalls(
  tx: Transaction,
  filter: { teamId: TeamId; runId: RunId | null; after: ModelCallId | null; limit: number },
): Promise<ModelCallRow[]> {
  const { teamId, runId, after, limit } = filter;
  const ofRun = runId === null ? sql`` : sql`and run_id = ${runId}`;
  const older =
    after === null
      ? sql``
      : sql`and (created_at, id) <
          ((select created_at from public.model_calls where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<ModelCallRow>`
    select id, run_id as "runId", api_key_id as "apiKeyId", purpose, attempt_number as "attemptNumber", provider,
      model, region, payer, outcome, reason, tokens_input as "tokensInput",
      tokens_cached_input as "tokensCachedInput", tokens_cache_write as "tokensCacheWrite",
      tokens_output as "tokensOutput", tokens_reasoning as "tokensReasoning", cost_nano_usd as "costNanoUsd",
      exceeded, estimated, first_token_ms as "firstTokenMs", duration_ms as "durationMs", created_at as "createdAt"
    from public.model_calls
    where team_id = ${teamId} ${ofRun} ${older}
    order by created_at desc, id desc
    limit ${limit}`.execute(tx);
  return rows;
}

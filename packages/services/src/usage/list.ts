import { listUsageInputSchema, nanoUsdToUsd, type RunId, type UsageRow } from '@agent-factory/contracts';
import { listModelCalls, type ModelCallRow, selectRun, withTenantOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/**
 * Each try of the team's model calls, newest first; those of one run if it is named. Errors: `not_found` for a
 * run that is not the team's.
 */
export async function listUsage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listUsageInputSchema>;
}): Promise<{ items: UsageRow[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'usage:read');
  const { run_id, limit, cursor } = parseInput(listUsageInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'modelCall');
  const { teamId } = ctx.actor;
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listModelCalls(tx, { teamId, runId: run_id ?? null, after, limit: limit + 1 }),
  );
  // Asked only when there is nothing, so that a page with calls costs one query.
  if (rows.length === 0 && run_id !== undefined) await requireRun(ctx, run_id);
  return pageFrom(rows, limit, usageRow);
}

/** Asked by the system: who may see what was used need not be able to read runs. */
async function requireRun(ctx: ServiceContext, runId: RunId): Promise<void> {
  const { teamId } = ctx.actor;
  const run = await withTenantOnce(ctx.db, { type: 'system', teamId, reason: 'list_usage' }, (tx) =>
    selectRun(tx, { runId, teamId }),
  );
  if (run === undefined) throw notFound('run');
}

function usageRow(row: ModelCallRow): UsageRow {
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    run_id: row.runId,
    api_key_id: row.apiKeyId,
    purpose: row.purpose,
    attempt: row.attemptNumber,
    provider: row.provider,
    model: row.model,
    region: row.region,
    payer: row.payer,
    outcome: row.outcome,
    reason: row.reason,
    tokens: {
      input: row.tokensInput,
      output: row.tokensOutput,
      total: row.tokensInput + row.tokensOutput,
      cached_input: row.tokensCachedInput,
      cache_write: row.tokensCacheWrite,
      reasoning: row.tokensReasoning,
    },
    cost_usd: row.costNanoUsd === null ? null : nanoUsdToUsd(row.costNanoUsd),
    estimated: row.estimated,
    exceeded: row.exceeded,
    first_token_ms: row.firstTokenMs,
    duration_ms: row.durationMs,
  };
}

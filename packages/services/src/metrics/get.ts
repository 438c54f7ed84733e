import { type Metrics, metricsInputSchema, nanoUsdToUsd, type Percentiles } from '@agent-factory/contracts';
import { selectTeamMetrics, withTenantOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

const hourMs = 3_600_000;

/**
 * What the team's agents have been like in the last hours: numbers alone, of all its agents, so a key that may see usage
 * may see them whatever else it may not.
 */
export async function getMetrics({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof metricsInputSchema>;
}): Promise<Metrics> {
  requireScope(ctx.actor, 'usage:read');
  const { hours } = parseInput(metricsInputSchema, input);
  const { teamId } = ctx.actor;
  const now = ctx.clock.now();
  const system = { type: 'system', teamId, reason: 'metrics' } as const;
  const row = await withTenantOnce(ctx.db, system, (tx) =>
    selectTeamMetrics(tx, { teamId, since: new Date(now - hours * hourMs) }),
  );
  const sum = (counts: Record<string, number>) =>
    Object.values(counts).reduce((total, one) => total + one, 0);
  const answered = row.calls;
  return {
    window_hours: hours,
    at: new Date(now).toISOString(),
    requests: {
      total: sum(row.runs) + sum(row.trials),
      errors: (row.runs.failed ?? 0) + (row.trials.error ?? 0),
      latency_ms: percentilesOf(row.runMs ?? row.trialMs),
    },
    runs: { by_status: row.runs, latency_ms: percentilesOf(row.runMs) },
    tests: { by_verdict: row.trials, latency_ms: percentilesOf(row.trialMs) },
    model_calls: {
      total: row.calls,
      attempts: row.attempts,
      failed_attempts: row.failedAttempts,
      cost_usd: nanoUsdToUsd(row.costNanoUsd),
      latency_ms: percentilesOf(row.callMs),
      first_token_ms: percentilesOf(row.firstTokenMs),
    },
    queue: { runs: row.queuedRuns, waiting_for_people: row.waitingRuns, trials: row.queuedTrials },
    cache: { answers: row.cachedAnswers, hit_rate: answered === 0 ? null : row.cachedAnswers / answered },
    router: {
      models_configured: ctx.router.models().filter(({ configured }) => configured).length,
      breakers: ctx.router.health().map(({ provider, model, state }) => ({ provider, model, state })),
    },
  };
}

function percentilesOf(values: readonly (number | null)[] | null): Percentiles {
  const [p50 = null, p95 = null, p99 = null] = values ?? [];
  return { p50, p95, p99 };
}

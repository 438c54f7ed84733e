import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface TeamMetricsRow {
  /** Of runs that began in the window, by status. */
  runs: Record<string, number>;
  /** From start to end of those that have ended; null where none has. */
  runMs: readonly (number | null)[] | null;
  /** Trials that ended in the window, by verdict. */
  trials: Record<string, number>;
  trialMs: readonly (number | null)[] | null;
  /** Of model calls in the window. */
  calls: number;
  failedAttempts: number;
  cachedAnswers: number;
  attempts: number;
  costNanoUsd: number;
  callMs: readonly (number | null)[] | null;
  firstTokenMs: readonly (number | null)[] | null;
  /** Now. */
  queuedRuns: number;
  waitingRuns: number;
  queuedTrials: number;
}

/** What a team's runs, tests and model calls have been like since a moment; percentiles are p50, p95 and p99. */
export async function selectTeamMetrics(
  tx: Transaction,
  { teamId, since }: { teamId: TeamId; since: Date },
): Promise<TeamMetricsRow> {
  const { rows } = await sql<TeamMetricsRow>`
    select
      (select coalesce(jsonb_object_agg(status, count), '{}') from (
        select status, count(*)::integer as count from public.runs
        where team_id = ${teamId} and created_at >= ${since} group by status
      ) by_status) as runs,
      (select percentile_cont(array[0.5, 0.95, 0.99]) within group (
          order by extract(epoch from finished_at - started_at) * 1000 - waited_ms)
        from public.runs where team_id = ${teamId} and created_at >= ${since} and finished_at is not null
          and started_at is not null) as "runMs",
      (select coalesce(jsonb_object_agg(verdict, count), '{}') from (
        select verdict, count(*)::integer as count from public.test_trials
        where team_id = ${teamId} and finished_at >= ${since} and verdict is not null group by verdict
      ) by_verdict) as trials,
      (select percentile_cont(array[0.5, 0.95, 0.99]) within group (order by duration_ms)
        from public.test_trials where team_id = ${teamId} and finished_at >= ${since}) as "trialMs",
      calls.*,
      (select count(*)::integer from public.runs where team_id = ${teamId} and status = 'queued') as "queuedRuns",
      (select count(*)::integer from public.runs where team_id = ${teamId} and status = 'waiting') as "waitingRuns",
      (select count(*)::integer from public.test_trials where team_id = ${teamId} and status = 'queued')
        as "queuedTrials"
    from (
      select count(*) filter (where attempt_number = 1)::integer as calls, count(*)::integer as attempts,
        count(*) filter (where outcome in ('failed', 'unknown'))::integer as "failedAttempts",
        count(*) filter (where outcome = 'cached')::integer as "cachedAnswers",
        coalesce(sum(cost_nano_usd), 0)::bigint as "costNanoUsd",
        percentile_cont(array[0.5, 0.95, 0.99]) within group (order by duration_ms)
          filter (where outcome = 'answered') as "callMs",
        percentile_cont(array[0.5, 0.95, 0.99]) within group (order by first_token_ms)
          filter (where first_token_ms is not null) as "firstTokenMs"
      from public.model_calls where team_id = ${teamId} and created_at >= ${since}
    ) calls`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate has one row');
  return row;
}

import type { TeamId, TestFault, TestId, TestVerdict, TrialId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/** How a trial ended, under the fence of the claim. Money in 10⁻⁹ USD. */
export interface FinishedTrial {
  id: TrialId;
  test_id: TestId;
  fence: number;
  verdict: TestVerdict;
  score: number | null;
  fault: TestFault | null;
  feedback: string | null;
  assertions: readonly unknown[];
  observation: unknown;
  error: { code: string; message: string } | null;
  cost_nano_usd: number;
  grading_nano_usd: number;
  duration_ms: number;
  cache_key: string | null;
  cached: boolean;
}

/**
 * Stores results, each once: one that another claim has overtaken, or that is stored already, changes nothing. What
 * tests that are thereby complete have come to is for `settleTests`, in the same transaction and after this. Their rows
 * are locked first, so that of two workers that store a test's last trials the later one sees both.
 */
export async function finishTrials(
  tx: Transaction,
  { teamId, finished }: { teamId: TeamId; finished: readonly FinishedTrial[] },
): Promise<void> {
  await sql`
    with locked as materialized (
      select test.id from public.tests test
      where test.team_id = ${teamId} and test.id = any (${[...new Set(finished.map((one) => one.test_id))]}::text[])
      order by test.id for update
    )
    update public.test_trials trial
    set status = 'done', leased_until = null, verdict = done.verdict, score = done.score, fault = done.fault,
      feedback = done.feedback, assertions = done.assertions, observation = done.observation, error = done.error,
      cost_nano_usd = done.cost_nano_usd, grading_nano_usd = done.grading_nano_usd, duration_ms = done.duration_ms,
      cache_key = done.cache_key, cached = done.cached, finished_at = now()
    from jsonb_to_recordset(${json(finished)}) as done (
      id text, test_id text, fence integer, verdict text, score double precision, fault text, feedback text,
      assertions jsonb, observation jsonb, error jsonb, cost_nano_usd bigint, grading_nano_usd bigint,
      duration_ms bigint, cache_key text, cached boolean
    ), locked
    where locked.id = done.test_id and trial.team_id = ${teamId} and trial.id = done.id and trial.fence = done.fence
      and trial.status = 'running'`.execute(tx);
}

/**
 * What those tests have come to whose trials have all ended: `pass` when every trial passed, else `fail` where one
 * failed, else `error`, else `inconclusive`. The trial that decided gives the reason; the score is the mean, and none
 * where the verdict is `error`.
 */
export async function settleTests(
  tx: Transaction,
  { teamId, testIds }: { teamId: TeamId; testIds: readonly TestId[] },
): Promise<void> {
  await sql`
    update public.tests test
    set verdict = sum.verdict, score = case when sum.verdict <> 'error' then sum.score end, fault = decisive.fault,
      feedback = decisive.feedback, cost_nano_usd = sum.cost, duration_ms = sum.duration, finished_at = now()
    from (
      select trial.test_id,
        case when bool_or(trial.verdict = 'fail') then 'fail' when bool_or(trial.verdict = 'error') then 'error'
          when bool_or(trial.verdict = 'inconclusive') then 'inconclusive' else 'pass' end as verdict,
        avg(trial.score) as score, sum(trial.cost_nano_usd)::bigint as cost, sum(trial.duration_ms)::bigint as duration
      from public.test_trials trial
      where trial.team_id = ${teamId} and trial.test_id = any (${[...testIds]}::text[])
      group by trial.test_id
      having bool_and(trial.status = 'done')
    ) sum, lateral (
      select trial.fault, trial.feedback from public.test_trials trial
      where trial.team_id = ${teamId} and trial.test_id = sum.test_id and trial.verdict = sum.verdict
      order by trial.trial_index limit 1
    ) decisive
    where test.team_id = ${teamId} and test.id = sum.test_id and test.verdict is null`.execute(tx);
}

import type { AgentId, TeamId, TestId, TestRunId, TrialId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

interface UnlabelledTrialRow {
  trialId: TrialId;
  testId: TestId;
  name: string;
  input: unknown;
  asked: unknown;
  output: unknown;
}

/** An agent's trials that a judge was asked about and this person has said nothing of, newest first; and how many. */
export async function listUnlabelledTrials(
  tx: Transaction,
  {
    teamId,
    agentId,
    testRunId,
    labelledBy,
    limit,
  }: {
    teamId: TeamId;
    agentId: AgentId;
    testRunId: TestRunId | null;
    labelledBy: string | null;
    limit: number;
  },
): Promise<{ rows: UnlabelledTrialRow[]; total: number }> {
  const { rows } = await sql<UnlabelledTrialRow & { total: number }>`
    select trial.id as "trialId", test.id as "testId", test.name, test.input, test.assertions as asked,
      trial.observation -> 'output' as output, count(*) over ()::integer as total
    from public.test_trials trial
    join public.tests test on test.team_id = trial.team_id and test.id = trial.test_id
    where trial.team_id = ${teamId} and trial.agent_id = ${agentId} and trial.status = 'done' and trial.error is null
      and (${testRunId}::text is null or trial.test_run_id = ${testRunId})
      and jsonb_path_exists(trial.assertions, '$[*] ? (@.kind == "judge" || @.kind == "pairwise")')
      and not exists (
        select from public.trial_labels label
        where label.team_id = ${teamId} and label.trial_id = trial.id
          and label.labelled_by is not distinct from ${labelledBy}::uuid
      )
    order by trial.id desc
    limit ${limit}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

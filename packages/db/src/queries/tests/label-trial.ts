import type { AgentId, TeamId, TestId, TrialId, TrialLabelId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** One person's opinion of a trial; a second takes the place of the first. Undefined where there is no such trial. */
export async function labelTrial(
  tx: Transaction,
  label: {
    id: TrialLabelId;
    teamId: TeamId;
    trialId: TrialId;
    criterion: string;
    label: 'pass' | 'fail';
    note: string | null;
    labelledBy: string | null;
  },
): Promise<{ testId: TestId; agentId: AgentId } | undefined> {
  const { rows } = await sql<{ testId: TestId; agentId: AgentId }>`
    select test_id as "testId", agent_id as "agentId" from public.test_trials
    where team_id = ${label.teamId} and id = ${label.trialId}`.execute(tx);
  const [trial] = rows;
  if (trial === undefined) return undefined;
  await sql`
    insert into public.trial_labels (id, team_id, trial_id, agent_id, criterion, label, note, labelled_by)
    values (${label.id}, ${label.teamId}, ${label.trialId}, ${trial.agentId}, ${label.criterion}, ${label.label},
      ${label.note}, ${label.labelledBy}::uuid)
    on conflict (team_id, trial_id, criterion, labelled_by) do update
      set label = excluded.label, note = excluded.note`.execute(tx);
  return trial;
}

export interface LabelledTrialRow {
  trialId: TrialId;
  criterion: string;
  label: 'pass' | 'fail';
  assertions: unknown;
}

/** What people said of an agent's trials, newest first, beside what the assertions said. */
export async function listTrialLabels(
  tx: Transaction,
  { teamId, agentId, limit }: { teamId: TeamId; agentId: AgentId; limit: number },
): Promise<LabelledTrialRow[]> {
  const { rows } = await sql<LabelledTrialRow>`
    select label.trial_id as "trialId", label.criterion, label.label, trial.assertions
    from public.trial_labels label
    join public.test_trials trial on trial.team_id = label.team_id and trial.id = label.trial_id
    where label.team_id = ${teamId} and label.agent_id = ${agentId}
    order by label.created_at desc
    limit ${limit}`.execute(tx);
  return rows;
}

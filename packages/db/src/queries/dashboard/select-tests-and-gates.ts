import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface TestsAndGatesRow {
  testRuns: number;
  /** Trials that have one. */
  byVerdict: Record<string, number>;
  /** Agents by the newest attestation of each. */
  gatesOpen: number;
  gatesShut: number;
}

/** Test runs that began in a time, and how gates stand now. */
export async function selectTestsAndGates(
  tx: Transaction,
  { teamId, agentId, from, to }: { teamId: TeamId; agentId: AgentId | null; from: Date; to: Date },
): Promise<TestsAndGatesRow> {
  const ofAgent = (table: string) =>
    agentId === null ? sql`` : sql`and ${sql.ref(table)}.agent_id = ${agentId}`;
  const { rows } = await sql<TestsAndGatesRow>`
    select
      (select count(*)::integer from public.test_runs run
        where run.team_id = ${teamId} and run.created_at >= ${from} and run.created_at < ${to} ${ofAgent('run')}) as "testRuns",
      (select coalesce(jsonb_object_agg(verdict, trials), '{}') from (
        select trial.verdict, count(*)::integer as trials
        from public.test_runs run
        join public.test_trials trial on trial.team_id = ${teamId} and trial.test_run_id = run.id
        where run.team_id = ${teamId} and run.created_at >= ${from} and run.created_at < ${to}
          and trial.status = 'done' ${ofAgent('run')}
        group by trial.verdict
      ) verdicts) as "byVerdict",
      count(*) filter (where newest.open)::integer as "gatesOpen",
      count(*) filter (where not newest.open)::integer as "gatesShut"
    from (
      select distinct on (attestation.agent_id) attestation.open
      from public.attestations attestation
      join public.agents agent on agent.team_id = ${teamId} and agent.id = attestation.agent_id and agent.deleted_at is null
      where attestation.team_id = ${teamId} ${ofAgent('attestation')}
      order by attestation.agent_id, attestation.created_at desc
    ) newest`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate has one row');
  return row;
}

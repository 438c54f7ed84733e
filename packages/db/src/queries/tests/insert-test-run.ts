import type {
  AgentId,
  AgentVersionId,
  ApiKeyId,
  DatasetVersionId,
  TeamId,
  TestId,
  TestRunId,
  TestRunKind,
  TrialId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewTest {
  id: TestId;
  agent_id: AgentId;
  agent_version_id: AgentVersionId;
  version: number;
  spec_hash: string;
  position: number;
  name: string;
  input: unknown;
  expected: string | null;
  assertions: readonly unknown[];
  critical: boolean;
  options: unknown;
  /** One id a trial. */
  trial_ids: readonly TrialId[];
}

export interface NewTestRun {
  id: TestRunId;
  teamId: TeamId;
  /** Null where its tests are of several agents. */
  agentId: AgentId | null;
  kind: TestRunKind;
  name: string;
  datasetVersionId: DatasetVersionId | null;
  settings: unknown;
  tests: readonly NewTest[];
  limitNanoUsd: number;
  estimateNanoUsd: number | null;
  idempotencyKey: string | null;
  requestHash: string | null;
  createdBy: string | null;
  apiKeyId: ApiKeyId | null;
  /** How many jobs work on it side by side. */
  jobs: number;
}

/** The run, its tests, their trials and the jobs, in one statement. False when a run with this idempotency key exists. */
export async function insertTestRun(tx: Transaction, run: NewTestRun): Promise<boolean> {
  const trials = run.tests.reduce((sum, test) => sum + test.trial_ids.length, 0);
  const { rows } = await sql`
    with run as (
      insert into public.test_runs (id, team_id, agent_id, kind, name, dataset_version_id, settings, tests, trials,
        limit_nano_usd, estimate_nano_usd, idempotency_key, request_hash, created_by, api_key_id)
      values (${run.id}, ${run.teamId}, ${run.agentId}, ${run.kind}, ${run.name}, ${run.datasetVersionId},
        ${json(run.settings)}, ${run.tests.length}::integer, ${trials}::integer, ${run.limitNanoUsd}::bigint,
        ${run.estimateNanoUsd}::bigint, ${run.idempotencyKey}, ${run.requestHash}, ${run.createdBy}::uuid,
        ${run.apiKeyId})
      on conflict (team_id, idempotency_key) do nothing
      returning id, team_id
    ), given as materialized (
      select run.id as test_run_id, run.team_id, t.*
      from run, jsonb_to_recordset(${json(run.tests)}) as t (
        id text, agent_id text, agent_version_id text, version integer, spec_hash text, position integer, name text,
        input jsonb, expected text, assertions jsonb, critical boolean, options jsonb, trial_ids text[]
      )
    ), test as (
      insert into public.tests (id, team_id, test_run_id, agent_id, agent_version_id, version, spec_hash, position,
        name, input, expected, assertions, critical, options, trials)
      select id, team_id, test_run_id, agent_id, agent_version_id, version, spec_hash, position, name, input, expected,
        assertions, critical, options, cardinality(trial_ids)
      from given
    ), trial as (
      insert into public.test_trials (id, team_id, test_run_id, test_id, agent_id, trial_index)
      select trial.id, given.team_id, given.test_run_id, given.id, given.agent_id, trial.place - 1
      from given, unnest(given.trial_ids) with ordinality as trial (id, place)
    )
    select app.enqueue_tests(id, ${run.jobs}::integer) from run`.execute(tx);
  return rows.length === 1;
}

import type {
  AgentId,
  DatasetVersionId,
  TestFault,
  TestId,
  TestRunId,
  TestRunKind,
  TestRunStatus,
  TestVerdict,
} from '@agent-factory/contracts';
import { sql } from 'kysely';

export interface TestRunRow {
  id: TestRunId;
  agentId: AgentId | null;
  kind: TestRunKind;
  name: string;
  datasetVersionId: DatasetVersionId | null;
  status: TestRunStatus;
  settings: unknown;
  tests: number;
  trials: number;
  limitNanoUsd: number;
  estimateNanoUsd: number | null;
  requestHash: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Of its trials. */
  done: number;
  running: number;
  costNanoUsd: number;
  /** Of its tests. */
  passed: number;
  failed: number;
  errors: number;
  inconclusive: number;
}

/** The columns of a TestRunRow, of `run` with what its trials and tests have come to. */
export const testRunColumns = sql`
  run.id, run.agent_id as "agentId", run.kind, run.name, run.dataset_version_id as "datasetVersionId", run.status,
  run.settings, run.tests, run.trials, run.limit_nano_usd as "limitNanoUsd", run.estimate_nano_usd as "estimateNanoUsd",
  run.request_hash as "requestHash", run.created_at as "createdAt", run.started_at as "startedAt",
  run.finished_at as "finishedAt", trial.*, test.*`;

export const testRunsJoined = sql`
  public.test_runs run
  cross join lateral (
    select count(*) filter (where t.status = 'done')::integer as done,
      count(*) filter (where t.status = 'running')::integer as running,
      coalesce(sum(t.cost_nano_usd), 0)::bigint as "costNanoUsd"
    from public.test_trials t where t.team_id = run.team_id and t.test_run_id = run.id
  ) trial
  cross join lateral (
    select count(*) filter (where t.verdict = 'pass')::integer as passed,
      count(*) filter (where t.verdict = 'fail')::integer as failed,
      count(*) filter (where t.verdict = 'error')::integer as errors,
      count(*) filter (where t.verdict = 'inconclusive')::integer as inconclusive
    from public.tests t where t.team_id = run.team_id and t.test_run_id = run.id
  ) test`;

export interface TestRow {
  id: TestId;
  testRunId: TestRunId;
  agentId: AgentId;
  version: number;
  specHash: string;
  position: number;
  name: string;
  input: unknown;
  expected: string | null;
  asked: unknown;
  critical: boolean;
  options: unknown;
  trials: number;
  verdict: TestVerdict | null;
  score: number | null;
  fault: TestFault | null;
  feedback: string | null;
  costNanoUsd: number;
  durationMs: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export const testColumns = sql`
  test.id, test.test_run_id as "testRunId", test.agent_id as "agentId", test.version, test.spec_hash as "specHash",
  test.position, test.name, test.input, test.expected, test.assertions as asked, test.critical, test.options,
  test.trials, test.verdict, test.score, test.fault, test.feedback, test.cost_nano_usd as "costNanoUsd",
  test.duration_ms as "durationMs", test.created_at as "createdAt", test.finished_at as "finishedAt"`;

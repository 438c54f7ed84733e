import { createHash } from 'node:crypto';
import {
  type AgentId,
  AppError,
  type Assertion,
  type DatasetVersionId,
  type Environment,
  maxTrialsPerRun,
  nanoUsdToUsd,
  newId,
  type TestRunKind,
  type TestRunStarted,
  type TestSettings,
  type Turns,
  testSettingsSchema,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import {
  insertTestRun,
  type NewTest,
  selectTestedVersions,
  selectTestRun,
  selectTestRunByKey,
  type TestedVersionRow,
  withTenant,
  withTenantOnce,
} from '@agent-factory/db';
import { type Compiled, compileSpec } from '@agent-factory/orchestrator';
import { canonicalJson } from '@agent-factory/spec';
import { notFound } from '../access/not-found.ts';
import { requireAgent } from '../access/require-agent.ts';
import { knownSpec, loadSpec } from '../runs/execution/load-spec.ts';
import { refuseWithdrawn } from '../runs/refuse-withdrawn.ts';
import { runInput } from '../runs/run-input.ts';
import type { ServiceContext } from '../service-context.ts';
import { jobsFor } from './jobs-for.ts';

/** One test as a caller gave it. */
export interface WantedTest {
  agentId: AgentId;
  name: string;
  input: Record<string, unknown>;
  expected: string | null;
  assertions: readonly Assertion[];
  critical: boolean;
  stubs: Environment | null;
  turns: Turns | null;
  /** Null for what the agent's gates say of a spec's own tests, else 1. */
  trials: number | null;
}

export interface WantedTestRun {
  kind: TestRunKind;
  name: string;
  version: number | null;
  datasetVersionId: DatasetVersionId | null;
  tests: readonly WantedTest[] | ((subject: Compiled) => readonly WantedTest[]);
  /** Of which agent the tests are that name none; it has to be there though none does. */
  agentId: AgentId | null;
  trials: number | null;
  settings: Partial<TestSettings> | undefined;
  maxCostUsd: number | null;
  idempotencyKey: string | null;
  /** What was asked, for whoever uses the key again. */
  request: unknown;
}

interface Subject {
  version: TestedVersionRow;
  compiled: Compiled;
}

const mostUsd = 1_000;

/**
 * Queues a test run: row, tests, trials and jobs commit together. Errors: `not_found` (agent, version), `invalid_input`
 * (an input that does not fit, too many trials, no tests), `spec_not_runnable`, `idempotency_mismatch`.
 */
export async function startTestRun(ctx: ServiceContext, wanted: WantedTestRun): Promise<TestRunStarted> {
  const { teamId } = ctx.actor;
  const now = ctx.clock.now();
  const { idempotencyKey } = wanted;
  // Nobody compares with a request that cannot be asked for again.
  const requestHash = idempotencyKey === null ? null : hashOf(wanted.request);
  const settings = testSettingsSchema.parse(wanted.settings ?? {});
  const earlier = await replay(ctx, idempotencyKey, requestHash);
  if (earlier !== undefined) return earlier;

  const named = typeof wanted.tests === 'function' ? [] : wanted.tests.map(({ agentId }) => agentId);
  const agentIds = [...new Set(wanted.agentId === null ? named : [wanted.agentId, ...named])];
  for (const agentId of agentIds) requireAgent(ctx.actor, agentId);
  // A key that tests need not be one that reads agents, so versions are looked up on the team's behalf.
  const system = { type: 'system', teamId, reason: 'start_tests' } as const;
  const subjects = new Map<AgentId, Subject>();
  const found = await withTenantOnce(ctx.db, system, (tx) =>
    selectTestedVersions(tx, { teamId, agentIds, version: wanted.version }),
  );
  for (const version of found) {
    const { id, specHash } = version;
    refuseWithdrawn(version.name, version.withdrawnTemplateId);
    const stored = { id, teamId, specHash };
    const spec =
      knownSpec(specHash) ?? (await withTenant(ctx.db, system, (tx) => loadSpec(tx, stored, ctx.cache)));
    subjects.set(version.agentId, { version, compiled: compileSpec(spec, specHash) });
  }
  const subjectOf = (agentId: AgentId): Subject => {
    const subject = subjects.get(agentId);
    if (subject === undefined) throw notFound(wanted.version === null ? 'agent' : 'agent version');
    return subject;
  };
  for (const agentId of agentIds) subjectOf(agentId);

  const given =
    typeof wanted.tests === 'function'
      ? wanted.tests(subjectOf(agentIds[0] ?? never('a run of a spec names its agent')).compiled)
      : wanted.tests;
  if (given.length === 0) throw new AppError('invalid_input', 'tests: there are none to run.');
  const tests = given.map((test, position): NewTest => {
    const { version, compiled } = subjectOf(test.agentId);
    const trials = test.trials ?? wanted.trials ?? 1;
    return {
      id: newId('test', now),
      agent_id: test.agentId,
      agent_version_id: version.id,
      version: version.version,
      spec_hash: version.specHash,
      position,
      name: test.name,
      input: fittingInput(compiled, test),
      expected: test.expected,
      assertions: expectationsOf(test),
      critical: test.critical,
      options: { stubs: test.stubs, turns: test.turns },
      trial_ids: Array.from({ length: trials }, () => newId('trial', now)),
    };
  });
  const trials = tests.reduce((sum, test) => sum + test.trial_ids.length, 0);
  if (trials > maxTrialsPerRun) {
    const message = `tests: ${trials} trials are more than the ${maxTrialsPerRun} that one run may have. Split it.`;
    throw new AppError('invalid_input', message);
  }
  const estimate = tests.reduce((sum, test) => {
    const { spec } = subjectOf(test.agent_id).compiled;
    return sum + usdToNanoUsd(spec.limits.maxCostUsd) * test.trial_ids.length;
  }, 0);
  const limit = usdToNanoUsd(wanted.maxCostUsd ?? Math.min(mostUsd, nanoUsdToUsd(estimate)));
  const id = newId('testRun', now);
  const [single, ...others] = new Set(tests.map((test) => test.agent_id));
  const inserted = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    insertTestRun(tx, {
      ...{ id, teamId, kind: wanted.kind, name: wanted.name, settings, tests, requestHash },
      agentId: others.length === 0 && single !== undefined ? single : null,
      datasetVersionId: wanted.datasetVersionId,
      limitNanoUsd: limit,
      estimateNanoUsd: estimate,
      idempotencyKey,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      apiKeyId: ctx.actor.type === 'apiKey' ? ctx.actor.keyId : null,
      jobs: jobsFor(trials),
    }),
  );
  if (!inserted) {
    // A call with the same key committed while this one was on its way.
    const winner = await replay(ctx, idempotencyKey, requestHash);
    if (winner === undefined) throw notFound('test run');
    return winner;
  }
  return {
    run_id: id,
    status: 'queued',
    total: tests.length,
    trials,
    estimated_cost: nanoUsdToUsd(estimate),
    max_cost: nanoUsdToUsd(limit),
  };
}

function hashOf(request: unknown): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}

function never(why: string): never {
  throw new Error(why);
}

/** The input as the agent takes it, found out now and not in the middle of a run. */
function fittingInput(
  { spec, inputViolations }: Compiled,
  { name, input }: WantedTest,
): Record<string, unknown> {
  const value = runInput({ input });
  const [violation] =
    inputViolations === null ? [] : inputViolations(value as Parameters<typeof inputViolations>[0]);
  if (violation === undefined) return value;
  throw new AppError(
    'invalid_input',
    `The test "${name}" does not fit what "${spec.name}" takes. input${violation.pointer}: ${violation.message}`,
  );
}

/** What is expected in words is for a judge, unless there are assertions. */
function expectationsOf({ assertions, expected }: WantedTest): readonly Assertion[] {
  if (assertions.length > 0 || expected === null) return assertions;
  return [{ kind: 'judge', not: false, criteria: [expected], guidance: null }];
}

async function replay(
  ctx: ServiceContext,
  idempotencyKey: string | null,
  requestHash: string | null,
): Promise<TestRunStarted | undefined> {
  if (idempotencyKey === null) return undefined;
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const earlier = await selectTestRunByKey(tx, { teamId, idempotencyKey });
    if (earlier === undefined) return undefined;
    if (earlier.requestHash !== requestHash) {
      throw new AppError(
        'idempotency_mismatch',
        'This idempotency key was used for another request. Use a new key for a new request.',
      );
    }
    return selectTestRun(tx, { id: earlier.id, teamId });
  });
  if (row === undefined) return undefined;
  return {
    run_id: row.id,
    status: row.status,
    total: row.tests,
    trials: row.trials,
    estimated_cost: row.estimateNanoUsd === null ? null : nanoUsdToUsd(row.estimateNanoUsd),
    max_cost: nanoUsdToUsd(row.limitNanoUsd),
  };
}

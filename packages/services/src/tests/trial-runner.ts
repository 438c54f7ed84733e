import { createHash } from 'node:crypto';
import {
  type Assertion,
  type Environment,
  type TeamId,
  type TestRunId,
  type TestSettings,
  type Turns,
  testFaultSchema,
} from '@agent-factory/contracts';
import {
  type ClaimedTrial,
  type FinishedTrial,
  findCachedTrials,
  selectCeilingLeft,
  withTenant,
  withTenantOnce,
} from '@agent-factory/db';
import { type AssertionResult, evaluatorVersion, type Observation } from '@agent-factory/evals';
import {
  type AgentDirectory,
  type Compiled,
  compileSpec,
  type PinnedSpec,
} from '@agent-factory/orchestrator';
import { calledAgents, canonicalJson } from '@agent-factory/spec';
import { loadSpec } from '../runs/execution/load-spec.ts';
import { resolveMembers } from '../runs/execution/resolve-members.ts';
import { safeRunError } from '../runs/execution/run-error.ts';
import type { Services } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { embeddingFor } from './trial/embedding.ts';
import { gradeTrial } from './trial/grade-trial.ts';
import { judgeFor } from './trial/judge.ts';
import { storedObservation } from './trial/observe.ts';
import { runTrial, type TrialRun } from './trial/run-trial.ts';

/** After so many claims a trial is given up: it has killed its workers, or they were killed again and again. */
const maxClaims = 5;

interface Subject {
  compiled: Compiled;
  agents: AgentDirectory;
  /** Of the agent and of all that it can call, so that a cached answer is one of these very specs. */
  hashes: readonly string[];
}

/** Does one claimed trial after another for one job; what it reads once it remembers. */
export function createTrialRunner({
  services,
  teamId,
  testRun,
  settings,
}: {
  services: Services;
  teamId: TeamId;
  testRun: { id: TestRunId; limitNanoUsd: number };
  settings: TestSettings;
}): (trial: ClaimedTrial, signal: AbortSignal) => Promise<FinishedTrial> {
  const actor = { type: 'system', teamId, reason: 'execute_tests' } as const;
  const subjects = new Map<string, Promise<Subject>>();
  const bounds = (purpose: string) => () =>
    callOptionsFor({
      services,
      actor,
      // Lost holds are charged when they run out; no other worker takes this account over.
      run: { id: testRun.id, limitNanoUsd: testRun.limitNanoUsd, fence: 1, createdBy: null, apiKeyId: null },
      purpose,
    });

  function subjectOf(trial: ClaimedTrial): Promise<Subject> {
    const known = subjects.get(trial.specHash);
    if (known !== undefined) return known;
    const reading = withTenant(services.db, actor, async (tx) => {
      const { agentVersionId: id, specHash } = trial;
      const spec = await loadSpec(tx, { id, teamId, specHash }, services.cache);
      const members = calledAgents(spec).length === 0 ? [] : await resolveMembers(tx, teamId, spec);
      const agents = new Map<string, PinnedSpec>();
      for (const member of members) {
        const pinned = { id: member.agent_version_id, teamId, specHash: member.spec_hash };
        const { version, spec_hash } = member;
        agents.set(member.name, { spec: await loadSpec(tx, pinned), specHash: spec_hash, version });
      }
      const hashes = [specHash, ...members.map(({ spec_hash }) => spec_hash).sort()];
      return { compiled: compileSpec(spec, specHash), agents, hashes };
    });
    subjects.set(trial.specHash, reading);
    reading.catch(() => subjects.delete(trial.specHash));
    return reading;
  }

  async function remembered(cacheKey: string): Promise<Observation | null> {
    if (!settings.cache) return null;
    const [found] = await withTenantOnce(services.db, actor, (tx) =>
      findCachedTrials(tx, { teamId, cacheKeys: [cacheKey] }),
    );
    return found === undefined ? null : storedAs(found.observation);
  }

  return async (trial, signal) => {
    const startedAt = performance.now();
    const ended = (
      parts: Omit<FinishedTrial, 'id' | 'test_id' | 'fence' | 'duration_ms'>,
    ): FinishedTrial => ({
      id: trial.id,
      test_id: trial.testId,
      fence: trial.fence,
      duration_ms: Math.round(performance.now() - startedAt),
      ...parts,
    });
    const broken = (code: string, message: string): FinishedTrial =>
      ended({
        ...{ verdict: 'error', score: null, fault: 'infrastructure', feedback: message, assertions: [] },
        ...{ observation: null, error: { code, message }, cost_nano_usd: 0, grading_nano_usd: 0 },
        ...{ cache_key: null, cached: false },
      });
    if (trial.fence > maxClaims) {
      return broken('unavailable', 'The work on this trial was interrupted again and again.');
    }
    let subject: Subject;
    try {
      subject = await subjectOf(trial);
    } catch (error) {
      const { code, message } = safeRunError(error);
      return broken(code, message);
    }
    const { stubs, turns } = optionsOf(trial.options);
    const input = inputOf(trial.input);
    const cacheKey = keyOf(subject, { input, stubs, turns, settings, index: trial.index });
    const earlier = await remembered(cacheKey);
    const run: TrialRun =
      earlier === null
        ? await runTrial({
            services,
            teamId,
            compiled: subject.compiled,
            agents: subject.agents,
            input,
            environment: stubs,
            turns,
            settings,
            bounds: bounds('test'),
            ceilingLeft: () =>
              withTenantOnce(services.db, actor, (tx) =>
                selectCeilingLeft(tx, { testRunId: testRun.id, teamId }),
              ),
            signal,
          })
        : { observation: earlier, trouble: null, simulationNanoUsd: 0 };
    const { spec } = subject.compiled;
    const grade = await gradeTrial({
      assertions: assertionsOf(trial.assertions),
      run,
      outputSchema: spec.output ?? null,
      judge: async () =>
        judgeFor({
          router: services.router,
          bounds: await bounds('judge')(),
          named: settings.judge,
          modelsUnderTest: run.observation.models,
          signal,
        }),
      embedding: embeddingFor({ router: services.router, bounds: bounds('embed'), signal }),
    });
    signal.throwIfAborted();
    const { verdict, score, fault, reason } = grade.verdict;
    const gradingNanoUsd = Math.round(grade.judgingNanoUsd + run.simulationNanoUsd);
    const agentNanoUsd = earlier === null ? Math.round(run.observation.costNanoUsd) : 0;
    return ended({
      verdict,
      score,
      fault: fault === null ? null : testFaultSchema.parse(fault),
      feedback: reason.slice(0, 10_000),
      assertions: grade.results.map(wireResult),
      observation: {
        ...storedObservation(run.observation),
        // Who judged it, for whoever attests it.
        judges: grade.judge === null ? [] : [grade.judge],
      },
      error: run.trouble === null ? null : { code: 'test_error', message: run.trouble.reason },
      cost_nano_usd: agentNanoUsd + gradingNanoUsd,
      grading_nano_usd: gradingNanoUsd,
      // Under whose name it may be taken again: what a broken run said is kept under none.
      cache_key: run.trouble === null && run.observation.status === 'succeeded' ? cacheKey : null,
      cached: earlier !== null,
    });
  };
}

/** What must be the same for an answer to be taken again: judges and assertions are no part of it. */
function keyOf(
  { hashes }: Subject,
  {
    settings,
    ...asked
  }: { input: unknown; stubs: unknown; turns: unknown; settings: TestSettings; index: number },
): string {
  const { live_tools, approvals } = settings;
  return createHash('sha256')
    .update(canonicalJson({ hashes, ...asked, live_tools, approvals, evaluator: evaluatorVersion }))
    .digest('hex');
}

function wireResult(result: AssertionResult) {
  const { costNanoUsd, ...rest } = result;
  return { ...rest, cost_nano_usd: costNanoUsd };
}

/** The four below are guaranteed by what wrote the columns: `start-test-run.ts`, and this file. */
function optionsOf(options: unknown): { stubs: Environment | null; turns: Turns | null } {
  const { stubs = null, turns = null } = options as { stubs?: Environment | null; turns?: Turns | null };
  return { stubs, turns };
}
function inputOf(input: unknown): Record<string, unknown> {
  return input as Record<string, unknown>;
}
function assertionsOf(assertions: unknown): readonly Assertion[] {
  return assertions as readonly Assertion[];
}
function storedAs(observation: unknown): Observation {
  return observation as Observation;
}

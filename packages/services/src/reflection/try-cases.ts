import type { Assertion, TeamId, TestCase, TestSettings } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import type { AssertionResult, Observation, TestedVersion, TrialVerdict } from '@agent-factory/evals';
import type { CallOptions } from '@agent-factory/llm';
import {
  type AgentDirectory,
  type Compiled,
  compileSpec,
  type PinnedSpec,
} from '@agent-factory/orchestrator';
import { calledAgents, type Spec, specHash } from '@agent-factory/spec';
import { loadSpec } from '../runs/execution/load-spec.ts';
import { resolveMembers } from '../runs/execution/resolve-members.ts';
import type { Services } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { embeddingFor } from '../tests/trial/embedding.ts';
import { gradeTrial } from '../tests/trial/grade-trial.ts';
import { judgeFor } from '../tests/trial/judge.ts';
import { runTrial } from '../tests/trial/run-trial.ts';

/** An agent that is tried without being saved as a version: what a patch would make of it. */
export interface Subject {
  compiled: Compiled;
  agents: AgentDirectory;
}

/** Compiles a spec with what it can call of the team's newest agents. Errors: as `resolveMembers`. */
export async function subjectOf(services: Services, teamId: TeamId, spec: Spec): Promise<Subject> {
  const hash = specHash(spec);
  const compiled = compileSpec(spec, hash);
  const agents = new Map<string, PinnedSpec>();
  if (calledAgents(spec).length > 0) {
    const system = { type: 'system', teamId, reason: 'reflection' } as const;
    await withTenant(services.db, system, async (tx) => {
      for (const member of await resolveMembers(tx, teamId, spec)) {
        const pinned = { id: member.agent_version_id, teamId, specHash: member.spec_hash };
        const { version, spec_hash } = member;
        agents.set(member.name, { spec: await loadSpec(tx, pinned), specHash: spec_hash, version });
      }
    });
  }
  return { compiled, agents };
}

export interface Work {
  services: Services;
  teamId: TeamId;
  /** What the money is set aside and counted under, and how much there is (10⁻⁹ USD). */
  account: { id: string; limitNanoUsd: number; createdBy: string | null; apiKeyId: string | null };
  settings: TestSettings;
  signal: AbortSignal;
  /** Narrows which models are asked; all that the team allows if left out. */
  models?: Pick<CallOptions, 'allowModels' | 'denyModels'>;
}

export interface TriedCase {
  verdict: TrialVerdict;
  results: readonly AssertionResult[];
  observation: Observation;
  costNanoUsd: number;
  durationMs: number;
}

/** One case on an agent once, as a test would try it: on its own graph, nothing of the world changed, graded. */
export async function tryCase(
  work: Work,
  subject: Subject,
  tried: Pick<TestCase, 'stubs' | 'turns'> & {
    input: Record<string, unknown>;
    expect: readonly Assertion[];
  },
): Promise<TriedCase> {
  const { services, teamId, settings, signal } = work;
  const startedAt = performance.now();
  const bounds = (purpose: string) => async () => ({ ...(await boundsOf(work, purpose)), ...work.models });
  const run = await runTrial({
    services,
    teamId,
    compiled: subject.compiled,
    agents: subject.agents,
    input: tried.input,
    environment: tried.stubs,
    turns: tried.turns,
    settings,
    bounds: bounds('reflection'),
    ceilingLeft: async () => null,
    signal,
  });
  const grade = await gradeTrial({
    assertions: tried.expect,
    run,
    outputSchema: subject.compiled.spec.output ?? null,
    judge: async () =>
      judgeFor({
        router: services.router,
        bounds: await boundsOf(work, 'judge'),
        named: settings.judge,
        modelsUnderTest: run.observation.models,
        signal,
      }),
    embedding: embeddingFor({
      router: services.router,
      bounds: () => boundsOf(work, 'embed'),
      signal,
    }),
  });
  return {
    verdict: grade.verdict,
    results: grade.results,
    observation: run.observation,
    costNanoUsd: Math.round(run.observation.costNanoUsd + run.simulationNanoUsd + grade.judgingNanoUsd),
    durationMs: Math.round(performance.now() - startedAt),
  };
}

/** On whose account, and under which ceiling, this work's models are asked. */
export function boundsOf(work: Work, purpose: string): Promise<Omit<CallOptions, 'signal'>> {
  const { services, teamId, account } = work;
  const actor = { type: 'system', teamId, reason: 'reflection' } as const;
  return callOptionsFor({ services, actor, run: { ...account, fence: 1 }, purpose });
}

export interface TriedVersion {
  tested: TestedVersion;
  /** What did not pass, by the name of its case: one trial each. */
  failures: { name: string; output: string; reason: string }[];
}

/** All cases on one agent, each so often, some at once. */
export async function tryCases(
  work: Work,
  subject: Subject,
  cases: readonly TestCase[],
  trials: number,
): Promise<TriedVersion> {
  const rows = cases.map(({ name, critical }) => ({ id: name, name, critical, trials: [] as Trial[] }));
  const failures = new Map<string, TriedVersion['failures'][number]>();
  const queue = cases.flatMap((tried, place) =>
    Array.from({ length: trials }, (_, index) => ({ tried, place, index })),
  );
  async function workOn(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      work.signal.throwIfAborted();
      const { tried, place, index } = next;
      const seen = await tryCase(work, subject, tried);
      const { verdict, score, fault, reason } = seen.verdict;
      rows[place]?.trials.push({
        ...{ index, verdict, score, fault },
        violations: expectsRefusal(tried.expect) ? [] : violationsIn(seen.observation),
        costNanoUsd: seen.costNanoUsd,
        durationMs: seen.durationMs,
      });
      if (verdict === 'fail') {
        failures.set(tried.name, { name: tried.name, output: seen.observation.text, reason });
      }
    }
  }
  await Promise.all(Array.from({ length: work.settings.concurrency }, workOn));
  for (const row of rows) row.trials.sort((a, b) => a.index - b.index);
  const expectedCases = cases.map(({ name }) => name);
  return { tested: { expectedTrials: trials, expectedCases, cases: rows }, failures: [...failures.values()] };
}

type Trial = TestedVersion['cases'][number]['trials'][number];

/** Invariants whose last look was no pass: one that asked for another try and then passed did its work. */
export function violationsIn({ invariants }: Pick<Observation, 'invariants'>): string[] {
  const last = new Map(invariants.map(({ id, verdict }) => [id, verdict]));
  return [...last].flatMap(([id, verdict]) => (verdict === 'passed' ? [] : [id]));
}

function expectsRefusal(expect: readonly Assertion[]): boolean {
  return expect.some(
    (one) => !one.not && (one.kind === 'refusal' || (one.kind === 'status' && one.status === 'refused')),
  );
}

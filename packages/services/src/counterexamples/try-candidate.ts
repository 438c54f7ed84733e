import type { Assertion, Environment, TestCase } from '@agent-factory/contracts';
import { isAppError } from '@agent-factory/contracts';
import type { Candidate, TryOutcome } from '@agent-factory/evals';
import { validateInput } from '@agent-factory/orchestrator';
import { canonicalJson } from '@agent-factory/spec';
import { type Subject, tryCase, violationsIn, type Work } from '../reflection/try-cases.ts';
import { runInput } from '../runs/run-input.ts';

/**
 * Runs an agent in one world and says whether it held. Broken is an invariant that did not pass when it was last looked
 * at, a limit that ended the run, and, as long as the question is a case's own, an expectation of that case: what a
 * case expects says nothing about another question. What the door refuses, the agent never saw.
 */
export async function tryCandidate(
  work: Work,
  subject: Subject,
  cases: ReadonlyMap<string, TestCase>,
  { input, tools }: Candidate,
): Promise<TryOutcome> {
  let given: Record<string, unknown>;
  try {
    given = runInput({ input: isRecord(input) ? { ...input } : String(input) });
    validateInput(subject.compiled, given);
  } catch (error) {
    if (isAppError(error)) return held(0);
    throw error;
  }
  const own = cases.get(canonicalJson(input));
  const seen = await tryCase(work, subject, {
    input: given,
    expect: own?.expect ?? [],
    stubs: worldOf(tools, own),
    turns: null,
  });
  const { costNanoUsd, observation, verdict, results } = seen;
  const [violated] = violationsIn(observation);
  if (violated !== undefined) {
    return broken(`invariant ${violated}`, `The invariant "${violated}" did not hold.`, costNanoUsd);
  }
  if (observation.error?.code === 'limit_exceeded') {
    return broken('limit_exceeded', observation.error.message, costNanoUsd);
  }
  if (verdict.verdict === 'error' || verdict.verdict === 'inconclusive') {
    return { verdict: 'unknown', broken: null, reason: verdict.reason, costNanoUsd };
  }
  if (own === undefined || verdict.verdict === 'pass') return held(costNanoUsd);
  const place = results.findIndex((result) => result.verdict === 'fail');
  const kind = results[place]?.kind ?? 'status';
  return broken(`${kind} (${place + 1})`, verdict.reason, costNanoUsd);
}

/** What must hold of a find from now on: what broke, and where the question is its case's own all that is expected. */
export function expectationsOf(
  find: { broken: string; candidate: Candidate },
  origin: TestCase,
): Assertion[] {
  const [, invariant] = /^invariant (.+)$/.exec(find.broken) ?? [];
  const own = canonicalJson(find.candidate.input) === canonicalJson(origin.input) ? origin.expect : [];
  if (invariant === undefined) return [...own];
  return [...own, { kind: 'invariant_held', not: false, id: invariant }];
}

function worldOf(tools: Candidate['tools'], own: TestCase | undefined): Environment {
  return {
    state: own?.stubs?.state ?? {},
    unknown: 'tool_error',
    tools: Object.entries(tools).map(([tool, result]) => ({ tool, answer: { result: result as Result } })),
  };
}

/** Json of the search is read-only, that of the contract is not; nobody writes into either. */
type Result = Extract<Environment['tools'][number]['answer'], { result: unknown }>['result'];

function held(costNanoUsd: number): TryOutcome {
  return { verdict: 'held', broken: null, reason: '', costNanoUsd };
}

function broken(what: string, reason: string, costNanoUsd: number): TryOutcome {
  return { verdict: 'broken', broken: what, reason, costNanoUsd };
}

function isRecord(value: Candidate['input']): value is Readonly<Record<string, Candidate['input']>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

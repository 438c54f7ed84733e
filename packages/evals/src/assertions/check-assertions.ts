import type { Assertion } from '@agent-factory/contracts';
import type { Observation } from '../observation.ts';
import type { AssertionResult } from '../verdict.ts';
import { cel } from './cel.ts';
import { contains } from './contains.ts';
import { equals } from './equals.ts';
import { invariantHeld } from './invariant-held.ts';
import { endState, jsonPath } from './json-path.ts';
import { jsonSchema } from './json-schema.ts';
import { judge } from './judge.ts';
import { language } from './language.ts';
import { cost, latency, length, steps, tokens } from './limits.ts';
import { matches } from './matches.ts';
import { type AssertionPorts, GraderError, type Outcome, type Scene } from './outcome.ts';
import { pairwise } from './pairwise.ts';
import { refusal } from './refusal.ts';
import { similarity } from './similarity.ts';
import { status } from './status.ts';
import { toolArguments } from './tool-arguments.ts';
import { toolSequence } from './tool-sequence.ts';
import { toolUsed } from './tool-used.ts';

/**
 * Checks what a test expects of a finished trial: one result for each assertion, in their order, and one more of kind
 * `status` where the run did not succeed and no assertion speaks of how it ends. Never throws: an assertion that cannot
 * be evaluated is an `error` of the grader, whatever its opposite.
 */
export async function checkAssertions({
  assertions,
  observation,
  ports,
}: {
  assertions: readonly Assertion[];
  observation: Observation;
  ports: AssertionPorts;
}): Promise<AssertionResult[]> {
  const scene: Scene = { observation, ports };
  const speaksOfEnd = assertions.some(({ kind }) => kind === 'status' || kind === 'refusal');
  const implied: readonly Assertion[] =
    speaksOfEnd || observation.status === 'succeeded'
      ? []
      : [{ kind: 'status', not: false, status: 'succeeded' }];
  return await Promise.all([...assertions, ...implied].map((assertion) => checkOne(assertion, scene)));
}

async function checkOne(assertion: Assertion, scene: Scene): Promise<AssertionResult> {
  const head = { kind: assertion.kind, negated: assertion.not };
  try {
    const outcome = await outcomeOf(assertion, scene);
    const { verdict, score, reason, evidence, costNanoUsd } = outcome;
    if (verdict === 'inconclusive') {
      return { ...head, verdict, score: null, reason, evidence, fault: 'grader', costNanoUsd };
    }
    const holds = (verdict === 'pass') !== assertion.not;
    return {
      ...head,
      verdict: holds ? 'pass' : 'fail',
      // Of an opposite there is no partial credit: it is, or it is not.
      score: assertion.not ? (holds ? 1 : 0) : score,
      reason,
      evidence,
      fault: holds ? null : 'agent',
      costNanoUsd,
    };
  } catch (error) {
    return {
      ...head,
      verdict: 'error',
      score: null,
      reason: error instanceof Error ? error.message : 'The assertion could not be evaluated.',
      evidence: null,
      fault: 'grader',
      costNanoUsd: error instanceof GraderError ? error.costNanoUsd : 0,
    };
  }
}

function outcomeOf(assertion: Assertion, scene: Scene): Outcome | Promise<Outcome> {
  switch (assertion.kind) {
    case 'contains':
      return contains(assertion, scene);
    case 'matches':
      return matches(assertion, scene);
    case 'equals':
      return equals(assertion, scene);
    case 'json_schema':
      return jsonSchema(assertion, scene);
    case 'json_path':
      return jsonPath(assertion, scene);
    case 'similarity':
      return similarity(assertion, scene);
    case 'language':
      return language(assertion, scene);
    case 'length':
      return length(assertion, scene);
    case 'cost':
      return cost(assertion, scene);
    case 'latency':
      return latency(assertion, scene);
    case 'tokens':
      return tokens(assertion, scene);
    case 'steps':
      return steps(assertion, scene);
    case 'status':
      return status(assertion, scene);
    case 'tool_used':
      return toolUsed(assertion, scene);
    case 'tool_arguments':
      return toolArguments(assertion, scene);
    case 'tool_sequence':
      return toolSequence(assertion, scene);
    case 'refusal':
      return refusal(assertion, scene);
    case 'invariant_held':
      return invariantHeld(assertion, scene);
    case 'end_state':
      return endState(assertion, scene);
    case 'judge':
      return judge(assertion, scene);
    case 'pairwise':
      return pairwise(assertion, scene);
    case 'cel':
      return cel(assertion, scene);
  }
}

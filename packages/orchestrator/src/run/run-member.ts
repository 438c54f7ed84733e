import { AppError } from '@agent-factory/contracts';
import type { ModelMessage } from '@agent-factory/llm';
import { type JsonValue, limitOf } from '@agent-factory/spec';
import { inputProblem } from '../compile/validate-input.ts';
import type { PinnedSpec } from '../ports/agent-directory.ts';
import type { RunContext } from './run-context.ts';
import { type RunOutcome, runLevel } from './run-level.ts';

export interface MemberVisit {
  /** The member's segment of its path: the agent's name, or that of the graph node that it stands at. */
  name: string;
  /** Counts from 1 within the parent; the same in every attempt of the run. */
  visit: number;
  input: JsonValue;
  /** What was said in the thread before, for a member that works on the person's own request; left out: nothing. */
  history?: readonly ModelMessage[];
  /** What runs; left out: the agent of that name in the run's directory. */
  pinned?: PinnedSpec;
  /** Awaited once per visit, before its first node; not when an earlier attempt had begun it. */
  begins?: () => Promise<void>;
}

/**
 * Runs an agent or a team inside a run: under its own limits and rules and those of everything around it, on a
 * checkpoint namespace of its own, from which it goes on by itself after a crash; a visit that had ended answers at
 * once. Failures of the member are an outcome. Throws AppError `spec_not_runnable` for an unknown agent,
 * `limit_exceeded` for one that is nested too deep or calls itself, `RunWaits`, and whatever ends the whole run.
 */
export async function runMember(parent: RunContext, visit: MemberVisit): Promise<RunOutcome> {
  const { name, input } = visit;
  const pinned = visit.pinned ?? parent.agents.get(name);
  if (pinned === undefined) {
    throw new AppError('spec_not_runnable', `There is no agent "${name}" in this run.`);
  }
  const path = parent.member === null ? name : `${parent.member}/${name}`;
  refuseDepth(parent, pinned, path);
  const compiled = parent.scope.compile(pinned.spec, pinned.specHash);
  const problem = inputProblem(compiled, input);
  if (problem !== null) return refusedInput(problem);
  const place = `${name}#${visit.visit}`;
  try {
    return await runLevel(compiled, {
      scope: parent.scope,
      input,
      signal: parent.deadline.signal,
      inside: {
        parent,
        path,
        namespace: parent.namespace === '' ? place : `${parent.namespace}/${place}`,
        ...(visit.begins === undefined ? {} : { begins: visit.begins }),
        ...(visit.history === undefined ? {} : { history: visit.history }),
      },
    });
  } finally {
    // A member's calls and money are not repeated: the parent's next checkpoint, which knows of them, goes out at once.
    parent.markEffect();
  }
}

function refuseDepth({ lineage }: RunContext, { spec, specHash }: PinnedSpec, path: string): void {
  for (const [index, { specHash: running, tally }] of lineage.entries()) {
    if (running === specHash) {
      throw new AppError('limit_exceeded', `"${spec.name}" calls itself (${path}).`);
    }
    const depth = index + 1;
    const most = limitOf(tally.limits, 'maxDepth');
    if (depth > most) {
      throw new AppError(
        'limit_exceeded',
        `"${path}" would be ${depth} agents deep in "${tally.name}", which allows ${most} (limits.maxDepth).`,
      );
    }
  }
}

function refusedInput(message: string): RunOutcome {
  return {
    status: 'failed',
    output: null,
    error: { code: 'invalid_input', message },
    tokens: { input: 0, output: 0, total: 0 },
    costNanoUsd: 0,
    steps: 0,
    calls: [],
    model: null,
  };
}

import { randomBytes } from 'node:crypto';
import {
  AppError,
  type Assertion,
  nanoUsdToUsd,
  newId,
  type ReflectInput,
  type Reflection,
  type ReflectionAttempt,
  reflectInputSchema,
  testFaultSchema,
  testSettingsSchema,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import { selectTestedVersions, withTenant } from '@agent-factory/db';
import { validateInput } from '@agent-factory/orchestrator';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { loadSpec } from '../runs/execution/load-spec.ts';
import type { ServiceContext } from '../service-context.ts';
import { subjectOf, type TriedCase, tryCase, type Work } from './try-cases.ts';

const longestCritique = 8_000;

/**
 * Reflection within a run: the agent is given a task as a test would, and where its answer does not pass, the task again
 * with what was wrong and the evidence for it, a bounded number of times. The first attempt and the last are scored
 * apart, since only the first says what the agent does by itself. Errors: `not_found`; `invalid_input` where the agent
 * takes no text; `timed_out` when `signal` ends it before the first attempt was judged.
 */
export async function reflect({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: ReflectInput;
  signal: AbortSignal;
}): Promise<Reflection> {
  requireScope(ctx.actor, 'tests:write');
  const given = parseInput(reflectInputSchema, input);
  const { agent_id: agentId, version, input_text: task, max_attempts: most } = given;
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  // A key that tests need not be one that reads agents.
  const system = { type: 'system', teamId, reason: 'reflection' } as const;
  const spec = await withTenant(ctx.db, system, async (tx) => {
    const [found] = await selectTestedVersions(tx, { teamId, agentIds: [agentId], version: version ?? null });
    if (found === undefined) throw notFound(version === undefined ? 'agent' : 'agent version');
    return loadSpec(tx, { id: found.id, teamId, specHash: found.specHash }, ctx.cache);
  });
  const subject = await subjectOf(ctx, teamId, spec);
  validateInput(subject.compiled, { query: task });
  const work: Work = {
    services: ctx,
    teamId,
    account: {
      id: newId('reflection', ctx.clock.now()),
      limitNanoUsd: usdToNanoUsd(given.max_cost_usd),
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      apiKeyId: ctx.actor.type === 'apiKey' ? ctx.actor.keyId : null,
    },
    settings: testSettingsSchema.parse(given.settings ?? {}),
    signal,
  };
  const expect = expectations(given);
  const attempts: ReflectionAttempt[] = [];
  let critique: string | null = null;
  let stopped: Reflection['stopped'] = 'attempts';
  for (let attempt = 1; attempt <= most; attempt++) {
    const query: string = critique === null ? task : `${task}\n\n${critique}`;
    const asked = { input: { query }, expect, stubs: null, turns: null };
    const seen: TriedCase | null = await tryCase(work, subject, asked).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    if (seen === null) {
      stopped = 'time';
      break;
    }
    attempts.push(attemptOf(attempt, critique, seen));
    if (seen.verdict.verdict === 'pass') stopped = 'passed';
    else if (seen.observation.error?.code === 'cost_ceiling') stopped = 'money';
    else if (seen.verdict.verdict !== 'fail') stopped = 'cannot_be_judged';
    else {
      critique = critiqueOf(seen);
      continue;
    }
    break;
  }
  const first = attempts[0];
  const final = attempts.at(-1);
  if (first === undefined || final === undefined) {
    throw new AppError(
      'timed_out',
      'The time was over before the first attempt could be judged. Ask for less.',
    );
  }
  const cost = attempts.reduce((sum, attempt) => sum + attempt.cost, 0);
  return { first, final, attempts, stopped, cost };
}

function expectations({
  assertions = [],
  expected_behavior: expected,
}: {
  assertions?: readonly Assertion[] | undefined;
  expected_behavior?: string | undefined;
}): readonly Assertion[] {
  if (assertions.length > 0 || expected === undefined) return assertions;
  return [{ kind: 'judge', not: false, criteria: [expected], guidance: null }];
}

/**
 * What the agent is told of its last attempt: each assertion that failed, with the evidence, and the answer itself. It is
 * the user's word, not the platform's, and what is quoted in it is fenced: an answer cannot give orders by being quoted.
 */
function critiqueOf({ results, observation, verdict }: TriedCase): string {
  const fence = `quoted-${randomBytes(8).toString('hex')}`;
  const failed = results.filter((result) => result.verdict === 'fail');
  const told = failed.map(
    ({ reason, evidence }) =>
      `- ${reason}${evidence === null ? '' : ` Seen in: ${JSON.stringify(evidence)}`}`,
  );
  const wrong = told.length === 0 ? [`- ${verdict.reason}`] : told;
  return [
    'You have answered this before, and the answer did not pass. What was wrong:',
    `<${fence}>\n${wrong.join('\n').slice(0, longestCritique)}\n</${fence}>`,
    `That answer was:\n<${fence}>\n${observation.text.slice(0, longestCritique)}\n</${fence}>`,
    'Answer the task again, whole, without these faults.',
  ].join('\n');
}

function attemptOf(attempt: number, critique: string | null, seen: TriedCase): ReflectionAttempt {
  const { verdict, score, fault, reason } = seen.verdict;
  return {
    attempt,
    critique,
    verdict,
    score,
    fault: fault === null ? null : testFaultSchema.parse(fault),
    feedback: reason,
    assertions: seen.results.map(({ costNanoUsd, fault: blamed, ...result }) => ({
      ...result,
      fault: blamed === null ? null : testFaultSchema.parse(blamed),
      cost_nano_usd: costNanoUsd,
    })),
    output: seen.observation.output,
    cost: nanoUsdToUsd(seen.costNanoUsd),
  };
}

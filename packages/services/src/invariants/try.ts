import { setImmediate as turn } from 'node:timers/promises';
import {
  AppError,
  type InvariantTrial,
  type TrialFind,
  type TrialGap,
  type TryInvariantInput,
  trialGaps,
  tryInvariantInputSchema,
} from '@agent-factory/contracts';
import {
  type EventToJudge,
  listEventsToJudge,
  listRunsToJudge,
  type RunToJudge,
  selectAgent,
  withTenantAtOnce,
  withTenantOnce,
} from '@agent-factory/db';
import {
  type CompiledCheck,
  compileCheck,
  type Invariant,
  type JsonSchema,
  parseInvariant,
  parseSpec,
} from '@agent-factory/spec';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { crossingsOfRun } from './crossings-of-run.ts';
import { judgeRun, type RunJudgement } from './judge-run.ts';

/** Runs whose events are held in memory at once. */
const batch = 10;
/** More than this many events of a run are not looked through. */
const mostEvents = 2_000;
/** What is not looked at by then is `out_of_time`. */
const longestMs = 8_000;

/**
 * Holds a rule that nobody has saved yet against what the agent's newest runs recorded. Asks no model, changes nothing.
 *
 * Errors: `not_found`; `invalid_spec` with diagnostics for what is no invariant; `invalid_input` for a check that a
 * model judges, and for one that means an output schema where the agent has none.
 */
export async function tryInvariant({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: TryInvariantInput;
}): Promise<InvariantTrial> {
  requireScope(ctx.actor, 'agents:read');
  requireScope(ctx.actor, 'runs:read');
  const { agent_id: agentId, invariant: written, runs: limit } = parseInput(tryInvariantInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { invariant, diagnostics, needsOutput } = parseInvariant(written);
  if (invariant === null) {
    throw new AppError(
      'invalid_spec',
      `This is no invariant: ${diagnostics[0]?.message ?? 'it says nothing.'}`,
      {
        diagnostics,
      },
    );
  }
  if (invariant.check.kind === 'judge') {
    throw new AppError(
      'invalid_input',
      'A model judges this check, so trying it costs money. Write a test with a `judge` assertion instead, or check with a pattern or CEL.',
    );
  }
  const { teamId } = ctx.actor;
  const [agent, runs] = await withTenantAtOnce(ctx.db, ctx.actor, (tx) => [
    selectAgent(tx, { id: agentId, teamId }),
    listRunsToJudge(tx, { teamId, agentId, limit }),
  ]);
  if (agent === undefined) throw notFound('agent');
  const check = compileCheck(invariant, { output: needsOutput ? outputOf(agent.spec) : undefined });

  const judgements = new Map<RunToJudge, RunJudgement>();
  const until = ctx.clock.now() + longestMs;
  for (let from = 0; from < runs.length; from += batch) {
    const some = runs.slice(from, from + batch);
    if (ctx.clock.now() > until) {
      for (const run of some) judgements.set(run, { kind: 'unjudged', why: 'out_of_time' });
      continue;
    }
    const runIds = some.filter(({ erased }) => !erased).map(({ id }) => id);
    const events = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
      listEventsToJudge(tx, { teamId, runIds, limit: mostEvents + 1 }),
    );
    for (const run of some) {
      const own = events.filter(({ runId }) => runId === run.id);
      judgements.set(run, judgementOf(run, own, invariant, check));
      // Others are served between two runs.
      await turn();
    }
  }
  return trialOf(judgements);
}

function judgementOf(
  run: RunToJudge,
  events: readonly EventToJudge[],
  invariant: Invariant,
  check: CompiledCheck,
): RunJudgement {
  // Every run that was worked on has begun: without that its events have been taken away.
  if (run.erased || (events.length === 0 && run.status !== 'cancelled'))
    return { kind: 'unjudged', why: 'erased' };
  if (events.length > mostEvents) return { kind: 'unjudged', why: 'too_long' };
  return judgeRun(invariant, check, crossingsOfRun(run, events));
}

function outputOf(spec: string): JsonSchema {
  const output = parseSpec(spec).document?.output;
  if (output !== undefined) return output;
  throw new AppError(
    'invalid_input',
    'The agent’s saved spec has no `output` schema that `outputSchema: true` could mean. Write the schema into the check.',
  );
}

function trialOf(judgements: ReadonlyMap<RunToJudge, RunJudgement>): InvariantTrial {
  const unjudged = Object.fromEntries(trialGaps.map((gap) => [gap, 0])) as Record<TrialGap, number>;
  const items: TrialFind[] = [];
  let judged = 0;
  let partly = 0;
  for (const [run, judgement] of judgements) {
    if (judgement.kind === 'unjudged') {
      unjudged[judgement.why] += 1;
      continue;
    }
    judged += 1;
    if (judgement.partly) partly += 1;
    if (judgement.find === null) continue;
    const { id: run_id, createdAt, status } = run;
    items.push({ run_id, created_at: createdAt.toISOString(), status, ...judgement.find });
  }
  return { looked_at: judgements.size, judged, broken: items.length, partly, unjudged, items };
}

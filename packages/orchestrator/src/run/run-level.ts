import type { RunError, RunEventData, TokenUsage } from '@agent-factory/contracts';
import type { ModelMessage } from '@agent-factory/llm';
import type { JsonValue } from '@agent-factory/spec';
import { GraphRecursionError } from '@langchain/langgraph';
import { LeanCheckpointSaver } from '../checkpoint/lean-saver.ts';
import { withinNamespace } from '../checkpoint/within-namespace.ts';
import type { Compiled } from '../compile/compiled.ts';
import { createDeadline } from './deadline.ts';
import { disableVendorTracing } from './env.ts';
import { spareAmbientConfig, withoutAmbientConfig } from './no-ambient-config.ts';
import type { Ancestor, RunContext } from './run-context.ts';
import type { RunScope } from './run-scope.ts';
import { type AgentState, failed, freshProgress, stateOf, type ToolCallRecord } from './run-state.ts';
import { RunWaits } from './run-waits.ts';
import { Tally } from './tally.ts';
import { toolsOf } from './tools-of.ts';

disableVendorTracing();
spareAmbientConfig();

/** How a run, or a visit to a member, ended; money in 10⁻⁹ USD, everything inside included. */
export interface RunOutcome {
  status: 'succeeded' | 'failed' | 'refused';
  /** The answer as text, or the object that the spec's output schema describes; null unless it succeeded. */
  output: JsonValue;
  error: RunError | null;
  tokens: TokenUsage;
  costNanoUsd: number;
  /** Model calls. */
  steps: number;
  /** Tool calls, in order. */
  calls: readonly ToolCallRecord[];
  /** `vendor/model` that answered last; null when none did. */
  model: string | null;
}

/** Where in a run a graph is at work: at its root, or as a member inside another. */
export interface Level {
  scope: RunScope;
  input: JsonValue;
  signal: AbortSignal;
  /** Null at the root. */
  inside: {
    parent: RunContext;
    path: string;
    namespace: string;
    begins?: () => Promise<void>;
    history?: readonly ModelMessage[];
  } | null;
}

/** Runs a graph to its end, from its last checkpoint if it left one in an earlier attempt of this run. */
export async function runLevel(compiled: Compiled, level: Level): Promise<RunOutcome> {
  const { scope, inside } = level;
  const { ports, runId, threadId } = scope;
  const { spec } = compiled;
  const namespace = inside?.namespace ?? '';
  // Nothing is lost by redoing a guard, so only checkpoints after a model or tool call are waited for.
  let effectPending = false;
  const store = withinNamespace(ports.checkpoints, namespace, { fresh: !scope.resume });
  const saver = new LeanCheckpointSaver(store, {
    mayDefer: () => {
      const mayDefer = !effectPending;
      effectPending = false;
      return mayDefer;
    },
  });
  const configurable = { thread_id: threadId };
  const saved = await saver.getTuple({ configurable });
  const before = stateOf(saved?.checkpoint.channel_values ?? {});
  const resumed = scope.resume && before.progress?.runId === runId;

  const progress =
    resumed && before.progress !== undefined ? before.progress : freshProgress(runId, level.input);
  const tally = new Tally(spec.name, spec.limits, progress.input);
  const above = inside?.parent.lineage ?? [];
  for (const each of [tally, ...above.map((ancestor) => ancestor.tally)]) each.add(progress);
  if (resumed && before.result) return outcomeOf(before.result, progress);

  const startedAt = ports.clock.now();
  const elapsedMs = () => progress.elapsedMs + ports.clock.now() - startedAt;
  const deadline = createDeadline({
    clock: ports.clock,
    cancel: level.signal,
    remainingMs: Math.max(0, spec.limits.maxSeconds * 1000 - progress.elapsedMs),
    maxSeconds: spec.limits.maxSeconds,
    ...(inside === null ? {} : { around: inside.parent.deadline }),
  });
  const maxTurns = turnsWithin(spec.limits.maxSteps);
  const own: Ancestor = {
    spec,
    specHash: compiled.specHash,
    invariants: compiled.invariants,
    tally,
    elapsedMs,
  };
  try {
    if (!resumed) await inside?.begins?.();
    const context: RunContext = {
      model: ports.model,
      toolPort: ports.tools,
      tools:
        spec.kind === 'Agent'
          ? await toolsOf(spec.tools, ports, { signal: level.signal, agent: spec.name })
          : [],
      threadId,
      runId,
      clock: ports.clock,
      emit: inside === null ? scope.emit : (event) => scope.emit(withMember(event, inside.path)),
      deadline,
      elapsedMs,
      markEffect: () => {
        effectPending = true;
      },
      member: inside?.path ?? null,
      namespace,
      agents: ports.agents,
      approvals: ports.approvals,
      effects: ports.effects,
      lineage: [own, ...above],
      scope,
    };
    const begin = {
      messages: [],
      progress,
      result: null,
      // A member starts each visit with what it is given; only the thread itself remembers.
      ...(inside === null ? {} : { history: inside.history ?? [] }),
      ...compiled.fresh,
    };
    await compiled.graph.invoke(resumed ? null : begin, {
      configurable: { ...configurable, ...withoutAmbientConfig, __pregel_checkpointer: saver },
      context,
      // Each step's checkpoint is durable, or deferred on purpose, before the next step begins.
      durability: 'sync',
      // Nobody reads the graph's own stream: what happens goes through `emit`.
      streamMode: [],
      recursionLimit: maxTurns,
    });
    await saver.flush({ last: true });
    const { result, progress: used } = stateOf(saver.newestValues());
    if (!result || used === undefined) throw new Error('the graph ended without a result');
    return outcomeOf(result, used);
  } catch (error) {
    // What was done before it had to wait is not done again after.
    if (error instanceof RunWaits) await saver.flush();
    if (!(error instanceof GraphRecursionError)) throw error;
    await saver.flush({ last: true });
    const used = stateOf(saver.newestValues()).progress ?? progress;
    const message = `"${spec.name}" took ${maxTurns} turns without coming to an end. It goes in a circle in which no model is asked, so limits.maxSteps (${spec.limits.maxSteps}) does not count it: give the edges of the circle a condition that ends, or a smaller atMost.`;
    return outcomeOf(failed({ code: 'limit_exceeded', message }), tally.into(used));
  } finally {
    deadline.dispose();
  }
}

/**
 * How many nodes may work: a model call with all the tool calls that it may ask for, and what surrounds it, for each
 * step. Only a circle that asks no model comes to it.
 */
function turnsWithin(maxSteps: number): number {
  return 10 + maxSteps * 40;
}

function outcomeOf(result: NonNullable<AgentState['result']>, progress: AgentState['progress']): RunOutcome {
  return {
    status: result.status,
    output: result.output,
    error: result.error,
    tokens: progress.tokens,
    costNanoUsd: progress.costNanoUsd,
    steps: progress.step + (progress.memberSteps ?? 0),
    calls: progress.calls,
    model: progress.model,
  };
}

/** Those of `member` events name their place themselves; `run.started` and `run.finished` never come from a graph. */
function withMember(event: RunEventData, member: string): RunEventData {
  switch (event.type) {
    case 'member':
    case 'run.started':
    case 'run.finished':
      return event;
    default:
      return { ...event, member };
  }
}

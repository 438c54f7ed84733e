import type { RunError, RunId, ThreadId, TokenUsage } from '@agent-factory/contracts';
import type { JsonValue } from '@agent-factory/spec';
import { LeanCheckpointSaver } from '../checkpoint/lean-saver.ts';
import type { CompiledAgent } from '../compile/compile-agent.ts';
import type { RunPorts } from '../ports/run-ports.ts';
import { createDeadline } from './deadline.ts';
import { disableVendorTracing } from './env.ts';
import type { RunContext } from './run-context.ts';
import { type AgentState, freshProgress, stateOf } from './run-state.ts';

disableVendorTracing();

/** How a run ended; money in 10⁻⁹ USD. A cancelled run has no outcome: `runAgent` throws `cancelled`. */
export interface RunOutcome {
  status: 'succeeded' | 'failed' | 'refused';
  /** The answer as text, or the object that the spec's output schema describes; null unless it succeeded. */
  output: JsonValue;
  error: RunError | null;
  tokens: TokenUsage;
  costNanoUsd: number;
  /** `vendor/model` that answered last; null when none did. */
  model: string | null;
}

export interface RunOptions {
  /** As `validateInput` returned it. */
  input: JsonValue;
  threadId: ThreadId;
  runId: RunId;
  ports: RunPorts;
  signal: AbortSignal;
  /** Go on from the run's last checkpoint, if it left one, without repeating what it had finished. */
  resume: boolean;
}

/**
 * Runs an agent on its thread. Limits, broken rules and failing providers end in an outcome; AppError
 * `cancelled` says that `signal` aborted, `conflict` that another worker has taken the run over.
 */
export async function runAgent(agent: CompiledAgent, options: RunOptions): Promise<RunOutcome> {
  const { ports, runId } = options;
  const { spec } = agent;
  // Nothing is lost by redoing a guard, so only checkpoints after a model or tool call are waited for.
  let effectPending = false;
  const saver = new LeanCheckpointSaver(ports.checkpoints, {
    mayDefer: () => {
      const mayDefer = !effectPending;
      effectPending = false;
      return mayDefer;
    },
  });
  const configurable = { thread_id: options.threadId };
  const saved = await saver.getTuple({ configurable });
  const before = stateOf(saved?.checkpoint.channel_values ?? {});
  const resumed = options.resume && before.progress?.runId === runId;
  if (resumed && before.progress !== undefined && before.result)
    return outcomeOf(before.result, before.progress);

  const progress =
    resumed && before.progress !== undefined ? before.progress : freshProgress(runId, options.input);
  const startedAt = ports.clock.now();
  const deadline = createDeadline({
    clock: ports.clock,
    cancel: options.signal,
    remainingMs: Math.max(0, spec.limits.maxSeconds * 1000 - progress.elapsedMs),
    maxSeconds: spec.limits.maxSeconds,
  });
  const context: RunContext = {
    model: ports.model,
    toolPort: ports.tools,
    tools: await ports.tools.definitions(spec.tools, { signal: options.signal }),
    threadId: options.threadId,
    runId,
    clock: ports.clock,
    emit: (event) => ports.emit(event),
    deadline,
    elapsedMs: () => progress.elapsedMs + ports.clock.now() - startedAt,
    markEffect: () => {
      effectPending = true;
    },
  };
  try {
    await agent.graph.invoke(resumed ? null : { messages: [], progress, result: null }, {
      configurable: { ...configurable, __pregel_checkpointer: saver },
      context,
      // Each step's checkpoint is durable, or deferred on purpose, before the next step begins.
      durability: 'sync',
      // Nobody reads the graph's own stream: what happens goes through `emit`.
      streamMode: [],
      recursionLimit: 10 + spec.limits.maxSteps * 40,
    });
    await saver.flush({ last: true });
    const { result, progress: used } = stateOf(saver.newestValues());
    if (!result || used === undefined) throw new Error('the graph ended without a result');
    return outcomeOf(result, used);
  } finally {
    deadline.dispose();
  }
}

function outcomeOf(result: NonNullable<AgentState['result']>, progress: AgentState['progress']): RunOutcome {
  return {
    status: result.status,
    output: result.output,
    error: result.error,
    tokens: progress.tokens,
    costNanoUsd: progress.costNanoUsd,
    model: progress.model,
  };
}

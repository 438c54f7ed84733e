import type { RunError, TokenUsage } from '@agent-factory/contracts';
import type { ModelMessage } from '@agent-factory/llm';
import type { JsonValue } from '@agent-factory/spec';
import { Annotation } from '@langchain/langgraph';

/** How a run ended. `refused` means that a rule of the spec stopped it. */
export interface RunResult {
  status: 'succeeded' | 'failed' | 'refused';
  output: JsonValue;
  error: RunError | null;
}

/** A finished tool call; `denied` ones never reached the tool. */
export interface ToolCallRecord {
  id: string;
  name: string;
  outcome: 'ok' | 'error' | 'denied';
  /** Path of the member that made it; left out for a call of the run's own agent. */
  member?: string;
}

/** What the run has used and decided so far. Money in 10⁻⁹ USD. */
export interface RunProgress {
  runId: string;
  input: JsonValue;
  /** Model calls so far. */
  step: number;
  /** Model calls of members that have ended. */
  memberSteps?: number;
  calls: readonly ToolCallRecord[];
  tokens: TokenUsage;
  costNanoUsd: number;
  /** `vendor/model` that answered last. */
  model: string | null;
  /** Answers and calls that were sent back to the model because a rule was broken. */
  invariantRetries: number;
  /** Models whose answers the schema or a rule refused; a cascade asks a stronger one. */
  refusedModels?: readonly string[];
  /** Whether the one repair of an answer off its schema has been used. */
  repaired: boolean;
  /** Time spent before the last checkpoint, over all attempts. */
  elapsedMs: number;
}

/** State of the graph: plain JSON, replaced value by value; `history` and `notes` are what the thread remembers. */
export const agentState = Annotation.Root({
  history: Annotation<readonly ModelMessage[] | undefined>(),
  /** On the messages before `history`, where the agent sums up. */
  notes: Annotation<string | undefined>(),
  messages: Annotation<readonly ModelMessage[]>(),
  progress: Annotation<RunProgress>(),
  result: Annotation<RunResult | null>(),
});
export type AgentState = typeof agentState.State;

export function freshProgress(runId: string, input: JsonValue): RunProgress {
  return {
    runId,
    input,
    step: 0,
    calls: [],
    tokens: { input: 0, output: 0, total: 0 },
    costNanoUsd: 0,
    model: null,
    invariantRetries: 0,
    repaired: false,
    elapsedMs: 0,
  };
}

/** Reads our channels out of a checkpoint, which only this graph writes. */
export function stateOf(channels: Record<string, unknown>): Partial<AgentState> {
  return channels as Partial<AgentState>;
}

export function failed(error: RunError): RunResult {
  return { status: 'failed', output: null, error };
}

export function refused(error: RunError): RunResult {
  return { status: 'refused', output: null, error };
}

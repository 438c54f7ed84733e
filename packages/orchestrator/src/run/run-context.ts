import type { RunEventData } from '@agent-factory/contracts';
import type { ModelPort } from '@agent-factory/llm';
import type { Clock } from '../ports/run-ports.ts';
import type { AgentTool, ToolPort } from '../ports/tool-port.ts';
import type { Deadline } from './deadline.ts';

/** What the nodes of one run share; lives in memory for one attempt. A type alias, as LangGraph wants an index. */
export type RunContext = {
  model: ModelPort;
  toolPort: ToolPort;
  /** The spec's tools, looked up once. */
  tools: readonly AgentTool[];
  clock: Clock;
  threadId: string;
  runId: string;
  emit: (event: RunEventData) => Promise<void>;
  /** Stops on cancel and at the deadline. */
  deadline: Deadline;
  /** Time that this run has taken, earlier attempts included. */
  elapsedMs(): number;
  /** Says that something has happened that must not happen twice: the next checkpoint is saved at once. */
  markEffect(): void;
};

/** Nodes are only ever invoked by `runAgent`, which passes the context. */
export function contextOf(config: { context?: unknown }): RunContext {
  if (config.context === undefined) throw new Error('the graph was invoked without its run context');
  return config.context as RunContext;
}

import type { ToolDefinition } from '@agent-factory/llm';
import type { JsonSchema, JsonValue, ToolRef } from '@agent-factory/spec';

/** A tool as models see it, its arguments described in the schema dialect of the spec language. */
export interface AgentTool extends ToolDefinition {
  parameters: JsonSchema;
  /** What a call can do: look, change something outside, or move money. */
  effect: ToolEffect;
  /** Whether a call may be repeated under the same idempotency key without a second effect. */
  idempotent: boolean;
}
export type ToolEffect = 'read' | 'write' | 'money';

/** On whose behalf tools work, and what names this call in every attempt of the run. */
export interface ToolCallOptions {
  signal: AbortSignal;
  /** The same in each attempt; for tools that pass one on. */
  idempotencyKey: string;
  threadId: string;
  agent: string;
}

/** For whom tools are looked up: two agents of one run can have different tools of one name. */
export interface ToolLookup {
  signal: AbortSignal;
  /** As in the options of their calls. */
  agent: string;
}

/** What a tool answered. `error` goes back to the model as such; `value` is plain JSON either way. */
export interface ToolResult {
  outcome: 'ok' | 'error';
  value: JsonValue;
}

/**
 * The door to all tools. The orchestrator checks names and arguments before it calls; a tool that cannot do
 * what it was asked answers with `outcome: 'error'` and throws only when it is broken or `signal` aborts.
 */
export interface ToolPort {
  /**
   * The tools behind these references, in their order; a source (MCP, OpenAPI) gives those that it allows. AppError
   * `spec_not_runnable` names an unknown one, a missing connection or secret, or a server that changed.
   */
  definitions(refs: readonly ToolRef[], options: ToolLookup): Promise<readonly AgentTool[]>;
  call(name: string, input: Readonly<Record<string, unknown>>, options: ToolCallOptions): Promise<ToolResult>;
}

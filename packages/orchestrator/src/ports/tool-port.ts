import type { ToolDefinition } from '@agent-factory/llm';
import type { JsonSchema, JsonValue, ToolRef } from '@agent-factory/spec';

/** A tool as models see it, its arguments described in the schema dialect of the spec language. */
export interface AgentTool extends ToolDefinition {
  parameters: JsonSchema;
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
  /** The tools behind these references, in their order. AppError `spec_not_runnable` names an unknown one. */
  definitions(refs: readonly ToolRef[]): readonly AgentTool[];
  call(
    name: string,
    input: Readonly<Record<string, unknown>>,
    options: { signal: AbortSignal },
  ): Promise<ToolResult>;
}

import type { JsonSchema, JsonValue } from '@agent-factory/spec';
import type { EgressClient } from '../egress/egress-client.ts';
import type { Clock } from '../ports/run-ports.ts';
import type { ToolResult } from '../ports/tool-port.ts';

/** What tools of this room may touch. */
export interface ToolEnvironment {
  clock: Clock;
  egress: EgressClient;
}

/** One tool: a manifest and a function. `run` gets arguments that fit `parameters`. */
export interface Tool {
  name: string;
  description: string;
  parameters: JsonSchema;
  run(
    input: Readonly<Record<string, JsonValue>>,
    environment: ToolEnvironment,
    signal: AbortSignal,
  ): Promise<ToolResult> | ToolResult;
}

export function ok(value: JsonValue): ToolResult {
  return { outcome: 'ok', value };
}

/** What went wrong, in words that help the model to do better. */
export function problem(error: string): ToolResult {
  return { outcome: 'error', value: { error } };
}

export function textArgument(input: Readonly<Record<string, JsonValue>>, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

import type { JsonValue } from '@agent-factory/spec';
import type { AgentTool, ToolCallOptions, ToolResult } from '../ports/tool-port.ts';

/** A tool as somebody else's server offers it. */
export interface ForeignTool extends AgentTool {
  /** As the server names it, and as specs list it. */
  sourceName: string;
  /** What it was held to when it was approved: everything that the server says of it. */
  definition: Readonly<Record<string, JsonValue>>;
  /** SHA-256 of the canonical form of `definition`, hex. */
  hash: string;
  saysReadOnly: boolean;
  /** Why it cannot be called; null where it can. */
  problem: string | null;
}

/** One server for the length of a run, or of somebody's look at it. */
export interface ToolSource {
  /** Those of these names, in the order of the server; all of them, for null. */
  tools(names: readonly string[] | null): readonly ForeignTool[];
  /** By the server's name. Errors of the server are results; throws AppError for what broke on the way. */
  call(
    sourceName: string,
    input: Readonly<Record<string, unknown>>,
    options: Pick<ToolCallOptions, 'signal' | 'idempotencyKey'>,
  ): Promise<ToolResult>;
  close(): Promise<void>;
}

/** How a server is told who calls. */
export type SourceAuth =
  | { scheme: 'none' }
  | { scheme: 'bearer'; token: string }
  | { scheme: 'basic'; username: string; password: string }
  | { scheme: 'header'; name: string; value: string }
  | { scheme: 'query'; name: string; value: string };

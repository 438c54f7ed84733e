import type { JsonSchema, JsonValue } from '@agent-factory/spec';
import type { EgressClient } from '../egress/egress-client.ts';
import type { Clock } from '../ports/run-ports.ts';
import type { ToolCallOptions, ToolEffect, ToolResult } from '../ports/tool-port.ts';
import type { ConnectionSecrets, Credential, ToolConnectionKind } from './connection-secrets.ts';
import type { KnowledgePort } from './knowledge/knowledge-port.ts';
import type { MemoryPort } from './memory/memory-port.ts';
import type { Outbox } from './send-email/outbox.ts';

/** What the tools of this room reach the world through. One set of them serves the runs of one team. */
export interface ToolPorts {
  clock: Clock;
  egress: EgressClient;
  /** The team's connections; without them the team has none. */
  secrets?: ConnectionSecrets;
  /** What the operator has set up for every team; asked where the team has no connection of its own. */
  platform?: ConnectionSecrets;
  /** Takes mail where neither the team nor the operator has a mail server: development alone. */
  outbox?: Outbox;
  /** The team's documents. */
  knowledge?: KnowledgePort;
  /** What the team's agents noted down. */
  memories?: MemoryPort;
}

/** What one call of a tool may touch. */
export interface ToolEnvironment
  extends Pick<ToolPorts, 'clock' | 'egress' | 'outbox' | 'knowledge' | 'memories'> {
  /** On whose behalf, and the key that names this call in every attempt of the run. */
  call: Omit<ToolCallOptions, 'signal'>;
  /**
   * The first of these kinds that the team (or else the operator) has connected; AppError `spec_not_runnable` says
   * which one to connect. Whatever it holds is struck from results and errors.
   */
  credential(...kinds: readonly ToolConnectionKind[]): Promise<Credential>;
  /** The same; null where there is none. */
  connected(...kinds: readonly ToolConnectionKind[]): Promise<Credential | null>;
}

/** What is known of a tool without calling it. The spec language, editors and models read it. */
export interface ToolManifest {
  /** As specs and models write it: lower case with underscores. */
  name: string;
  title: string;
  description: string;
  /** Read operations of a group come with the group's name in a spec; others have to be named. */
  group?: ToolGroup;
  input: JsonSchema;
  /** Of a good result. */
  output: JsonSchema;
  effect: ToolEffect;
  /** Whether a call may be repeated under the same idempotency key without a second effect. */
  idempotent: boolean;
  /** Kinds of connections of which it needs one; empty where it needs none. */
  connections: readonly ToolConnectionKind[];
  /** 20 unless said. */
  timeoutSeconds?: number;
  /** Of the result as JSON; 64,000 unless said. */
  maxOutputBytes?: number;
  /** What happens to a longer one: it is shortened and says so (unless said), or it is an error. */
  overflow?: 'cut' | 'error';
}
export type ToolGroup = 'github' | 'slack' | 'jira';

/**
 * One tool: a manifest and a function, in one file named `<name>.tool.ts`. `run` gets arguments that fit `input` and
 * answers with a result, or throws: ToolProblem for what a model can be told, AppError for a refusal on the way out.
 */
export interface Tool extends ToolManifest {
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

export function numberArgument(input: Readonly<Record<string, JsonValue>>, name: string): number | undefined {
  const value = input[name];
  return typeof value === 'number' ? value : undefined;
}

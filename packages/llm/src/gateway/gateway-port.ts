import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '@agent-factory/contracts';
import type { CallOptions, DispatchPort, EmbedPort, ModelEvent } from '../model-port.ts';

/** A line of `GET /v1/models`. */
export interface ModelCard {
  /** As `model` takes it: `vendor/model`, `auto`, `agent:<name>`. */
  id: string;
  /** Seconds since the epoch; 0 where nobody knows. */
  createdAt: number;
  ownedBy: string;
}

/** A question to an agent, which answers under the model name `agent:<name>`. */
export interface AgentCall {
  name: string;
  /** What was said, oldest first; never empty, and the last message is the user's. */
  messages: readonly { role: 'system' | 'user' | 'assistant'; text: string }[];
  /** Goes on in this thread; a new one if null. */
  threadId: string | null;
  idempotencyKey: string | null;
  /** False where the answer is read at its end alone: then only the answer itself counts, not what was said on the way. */
  streamed: boolean;
  signal: AbortSignal;
}

export interface AgentRun {
  runId: string;
  threadId: string;
  /** As from a model: pieces, then one `finish`, or it throws an AppError. */
  events: AsyncIterable<ModelEvent>;
}

/** What a caller may do, once it is known who it is. */
export interface Admission {
  options: Omit<CallOptions, 'signal'>;
  /** The caller may run agents and call no model directly. False if left out. */
  agentsOnly?: boolean;
  /** What it may name as `model`; none if left out. */
  models?(): Promise<readonly ModelCard[]>;
  /** Rejects with AppError (`not_found`, `conflict`, …) before anything runs. No agents if left out. */
  runAgent?(call: AgentCall): Promise<AgentRun>;
}

export interface GatewayConfig {
  router: DispatchPort & EmbedPort;
  /** Says who calls; rejects with AppError `unauthenticated`, `forbidden` or `not_found`. Asked before the body is read; may set
   *  headers of the answer. */
  admit(req: IncomingMessage, res: ServerResponse): Promise<Admission>;
  /** The id under which a request is logged and answered; a random one if left out. */
  requestIdOf?(headers: IncomingHttpHeaders): string;
  /** Sent with every answer. */
  headers?: Readonly<Record<string, string>>;
  /** The refusal that an error of the outside is, a policy's say; null for what is none. */
  refusalOf?(error: unknown): AppError | null;
  /** Told of what was not foreseen; callers learn of it in safe words. */
  onError?(error: unknown, requestId: string): void;
  /** Fires when the server closes: agents go on without their reader then. */
  closing?: AbortSignal;
}

/** One request on its way through the gateway. */
export interface Exchange {
  config: GatewayConfig;
  res: ServerResponse;
  requestId: string;
}

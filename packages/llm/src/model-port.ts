import type { TokenUsage } from '@agent-factory/contracts';

/** A JSON Schema (draft 2020-12) as a plain object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ToolDefinition {
  name: string;
  description: string;
  /** JSON Schema of the arguments object. */
  parameters: JsonSchema;
}

export interface ToolCall {
  id: string;
  name: string;
  /** Parsed arguments; a model that sent unparsable JSON yields `{}` and the raw text in `invalidJson`. */
  arguments: Readonly<Record<string, unknown>>;
  invalidJson?: string;
}

export type ModelMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls: readonly ToolCall[] }
  | { role: 'tool'; toolCallId: string; name: string; content: string; isError: boolean };

/** What a call is for, as the spec's `model.task` names it. */
export type ModelTask =
  | 'simple_query'
  | 'classification'
  | 'research'
  | 'fact_checking'
  | 'complex_reasoning'
  | 'code_generation';

/** One call to some model; which one is the router's choice. */
export interface ModelRequest {
  task: ModelTask;
  messages: readonly ModelMessage[];
  tools: readonly ToolDefinition[];
  /** Ask for an answer that is JSON of this schema. */
  outputSchema?: JsonSchema;
  temperature?: number;
  /** Upper bound on output tokens. */
  maxOutputTokens: number;
  /** Pins of the spec, `vendor/model`, in order of preference; empty lets the router decide. */
  use: readonly string[];
  /** What this call may cost at most (10⁻⁹ USD); models whose worst case is dearer are not candidates. */
  maxCostNanoUsd: number;
}

export type FinishReason = 'stop' | 'tool_calls' | 'length' | 'content_filter';

/** What a call yields: any number of text pieces and tool calls, then exactly one `finish`. */
export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'tool_call'; call: ToolCall }
  | {
      type: 'finish';
      provider: string;
      /** `vendor/model`. */
      model: string;
      finishReason: FinishReason;
      tokens: TokenUsage;
      costNanoUsd: number;
      fallbacks: readonly { model: string; reason: string }[];
    };

/**
 * The door to all models. The iteration throws AppError (`no_model_available`, `provider_failed`,
 * `cost_ceiling`, `cancelled`, `timed_out`); it never ends without a `finish` or an error, so a stream that
 * a vendor cut off is an error and not a short answer.
 */
export interface ModelPort {
  stream(request: ModelRequest, options: { signal: AbortSignal }): AsyncIterable<ModelEvent>;
}

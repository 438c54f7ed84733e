import type { TokenUsage } from '@agent-factory/contracts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { FinishReason, JsonSchema, ModelMessage, ToolCall, ToolDefinition } from '../model-port.ts';

/** One call to one named model, after routing. */
export interface ProviderCall {
  model: CatalogueModel;
  messages: readonly ModelMessage[];
  tools: readonly ToolDefinition[];
  outputSchema?: JsonSchema;
  temperature?: number;
  maxOutputTokens: number;
  /** How hard to think, for models that can be told. */
  effort: 'low' | 'medium';
}

/** What the vendor counted. */
export interface VendorUsage extends TokenUsage {
  /** The part of `input` that is billed at the cached price. */
  cachedInput: number;
  /** What the vendor says that it charged, in nano-USD; goes before any price of ours. */
  billedNanoUsd: number | null;
}

/**
 * Text and tool calls as they come, then exactly one `finish`; `usage` is null if the vendor gave none.
 * `progress` is a sign of life without content (a piece of a tool call's arguments, reasoning).
 */
export type ProviderEvent =
  | { type: 'progress' }
  | { type: 'text'; text: string }
  | { type: 'tool_call'; call: ToolCall }
  | { type: 'finish'; finishReason: FinishReason; usage: VendorUsage | null };

/** One vendor. Its events throw ProviderError alone, and never end without a `finish`. */
export interface Provider {
  /** The first half of its model ids (`openai`). */
  id: string;
  /** True once keys or addresses are there; a provider that must be asked (Ollama) answers after asking. */
  configured: boolean;
  /** What to set to have it, for error messages (`OPENAI_API_KEY`). */
  variable: string;
  /** Models it offers now. May ask the service, at most now and then; an empty list when it is not there. */
  models(signal: AbortSignal): Promise<readonly CatalogueModel[]>;
  /** The models as last known, without asking. */
  knownModels(): readonly CatalogueModel[];
  open(call: ProviderCall, signal: AbortSignal): Promise<AsyncIterable<ProviderEvent>>;
}

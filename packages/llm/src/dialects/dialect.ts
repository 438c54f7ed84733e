import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type {
  FinishReason,
  JsonSchema,
  ModelMessage,
  ReasoningEffort,
  ToolCall,
  ToolChoice,
  ToolDefinition,
} from '../model-port.ts';
import type { VendorUsage } from '../tokens/vendor-usage.ts';

/** One call to one named model, after routing; what the model cannot do has been taken out or refused before. */
export interface WireCall {
  model: CatalogueModel;
  messages: readonly ModelMessage[];
  tools: readonly ToolDefinition[];
  toolChoice?: ToolChoice;
  parallelToolCalls?: boolean;
  outputSchema?: JsonSchema;
  temperature?: number;
  topP?: number;
  stop?: readonly string[];
  seed?: number;
  /** Undefined for models that do not think or cannot be told. */
  effort?: ReasoningEffort;
  cacheInput: boolean;
  maxOutputTokens: number;
  /** False asks for the answer as one JSON value. */
  streamed: boolean;
  extra: Readonly<Record<string, unknown>>;
}

/** The HTTP request of a call, without the key. */
export interface WireRequest {
  /** After the base URL, with a leading slash: `/chat/completions`. */
  path: string;
  /** Besides content type and authentication. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/**
 * What a decoder makes of a vendor's pieces. Tool calls come whole; `progress` is a sign of life without content;
 * `finish` comes exactly once, when the vendor has said that it is done. `usage` is null if it gave none.
 */
export type WireEvent =
  /** `ofCall`: a piece of a tool call, which is content for whoever passes the vendor's own JSON on. */
  | { type: 'progress'; ofCall?: true }
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string; signature?: string }
  | { type: 'tool_call'; call: ToolCall }
  | { type: 'finish'; finishReason: FinishReason; usage: VendorUsage | null };

/** Reads one answer. Throws ProviderError: an error inside the stream, a value that is not what the vendor documents. */
export interface Decoder {
  /**
   * One value as framed: the data of a server-sent event (`event` is its name, '' for none) or one line. Returns what
   * it adds, in order; `[]` for what only prepares (a shared empty array, so that nothing is allocated).
   */
  read(data: string, event: string): readonly WireEvent[];
  /** The whole answer of a call that was not streamed: all its events, `finish` last. */
  readWhole(body: string): readonly WireEvent[];
  /**
   * The body ended. Returns the `finish` that vendors leave to the end of the body (usage after the finish reason);
   * throws ProviderError `truncated` unless the vendor had said that it was done.
   */
  end(): readonly WireEvent[];
}

/** How one protocol is spoken. Pure: no clock, no I/O, no state outside of a decoder. */
export interface Dialect {
  id: 'openai' | 'anthropic' | 'gemini' | 'ollama' | 'perplexity-agent';
  framing: 'sse' | 'ndjson';
  encode(call: WireCall): WireRequest;
  /** The headers that carry the key. */
  authorise(secret: string): Readonly<Record<string, string>>;
  decoder(call: WireCall): Decoder;
  /** Whether a model writes on at a last message of role `assistant`; none does if left out. */
  continues?(model: CatalogueModel): boolean;
  /** For vendors that offer embeddings. */
  embeddings?: {
    encode(call: { model: string; input: readonly string[]; dimensions?: number }): WireRequest;
    decode(body: string): { vectors: number[][]; inputTokens: number | null };
  };
}

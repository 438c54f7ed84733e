import type { AppError, TokenUsage } from '@agent-factory/contracts';
import type { Account } from './spending/account.ts';

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

/** A piece of what a person sends. Images are base64 without a `data:` prefix, or an https address. */
export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaType: string; data: string }
  | { type: 'image_url'; url: string };

export type UserContent = string | readonly ContentPart[];

/** What a model thought, in the vendor's own form, to be handed back to it unchanged in the next turn. */
export interface Reasoning {
  text: string;
  /** The vendor's seal on it (Anthropic, Gemini); without it the thought is not sent back. */
  signature?: string;
}

export type ModelMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: UserContent }
  | { role: 'assistant'; content: string; toolCalls: readonly ToolCall[]; reasoning?: Reasoning }
  | { role: 'tool'; toolCallId: string; name: string; content: string; isError: boolean };

/** What a call is for, as the spec's `model.task` names it; `auto` lets the router find out. */
export const modelTasks = [
  'simple_query',
  'classification',
  'research',
  'fact_checking',
  'complex_reasoning',
  'code_generation',
] as const;
export type ModelTask = (typeof modelTasks)[number];

export type ReasoningEffort = 'none' | 'low' | 'medium' | 'high';
export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

/** One call to some model; which one is the router's choice. */
export interface ModelRequest {
  task: ModelTask | 'auto';
  messages: readonly ModelMessage[];
  tools: readonly ToolDefinition[];
  /** `auto` if left out. */
  toolChoice?: ToolChoice;
  /** False asks for one call at a time; true or left out allows several. */
  parallelToolCalls?: boolean;
  /** Ask for an answer that is JSON of this schema. */
  outputSchema?: JsonSchema;
  temperature?: number;
  topP?: number;
  stop?: readonly string[];
  seed?: number;
  /** How hard to think; by the task if left out. */
  reasoning?: ReasoningEffort;
  /** Asks vendors that want to be asked to cache the beginning of the input (system text and tools). */
  cacheInput?: boolean;
  /** Upper bound on output tokens, thinking included. */
  maxOutputTokens: number;
  /** Pins of the spec, `vendor/model`, in order of preference; empty lets the router decide. */
  use: readonly string[];
  /**
   * Given for a cascade: begin with a cheap model, whatever the task, and never again with one whose answer was
   * refused; a stronger one goes first then. Models whose answers were refused so far, in order.
   */
  refused?: readonly string[];
  /**
   * What this call may cost at most (10⁻⁹ USD), all attempts together; models whose worst case is dearer are
   * not candidates. Null for no ceiling: then, and only then, a pinned model of unknown price may be used.
   */
  maxCostNanoUsd: number | null;
  /** Parameters of OpenAI's chat completions that have no field here; sent to vendors of that dialect alone. */
  extra?: Readonly<Record<string, unknown>>;
}

/** A cap on the price of one call that stands outside the request, and whose it is, for the explanation. */
export interface Cap {
  nanoUsd: number;
  by: 'plan' | 'team' | 'key';
}

/** A team's own key for a vendor. */
export interface OwnKey {
  /** Of our row; for attribution and for flagging a key that is refused. */
  id: string;
  /** `openai`, `anthropic`, … */
  vendor: string;
  secret: string;
  /** For services at an address of the team's (OpenAI-compatible ones). */
  baseUrl?: string;
  /** Share of the traffic among keys of one vendor; 1 if left out. */
  weight?: number;
}

/**
 * A bound on money that several calls share while they are under way; in 10⁻⁹ USD. Both answer at once, so that calls
 * made beside each other cannot both take what only one may have. Every `reserve` that said yes is settled once.
 */
export interface Ceiling {
  /** Sets money aside for one try of one model; false when it does not fit, and then nothing is set aside. */
  reserve(nanoUsd: number): boolean;
  /** Gives back what was set aside and counts what the try has cost. */
  settle(reservedNanoUsd: number, costNanoUsd: number): void;
}

/** On whose account a call runs and within which bounds; apart from the request, so that requests compare. */
export interface CallOptions {
  signal: AbortSignal;
  /** For the whole call, all models of the chain together; the router's own bound if left out. */
  totalMs?: number;
  account?: Account;
  /** Used before the platform's keys of the same vendor. */
  ownKeys?: readonly OwnKey[];
  /** False where the plan includes no usage: then only own keys count. True if left out. */
  platformKeys?: boolean;
  /** Patterns of allowed models (`anthropic/*`, `openai/gpt-5-mini`); all if left out. */
  allowModels?: readonly string[];
  /** Patterns of models that were switched off; goes before `allowModels` and before pins. */
  denyModels?: readonly string[];
  /** Regions in which the request may be served (`eu`, `us`); any if left out. */
  regions?: readonly string[];
  caps?: readonly Cap[];
  /** Before each try its worst case is set aside in all of these or in none; where it does not fit, a cheaper model is tried. */
  ceilings?: readonly Ceiling[];
  /** Answers from the tenant's cache and fills it; the tenant is the account's team. Off if left out. */
  cache?: boolean;
  /** Asks a second model once the first is slower than its p95; only for calls without tools. */
  hedge?: boolean;
  /**
   * What to do when an answer breaks off after its beginning was passed on: nothing (an error), or ask again and
   * go on where it stopped, for calls without tools and models that can. `none` if left out.
   */
  afterCut?: 'none' | 'continue';
}

export type FinishReason = 'stop' | 'tool_calls' | 'length' | 'content_filter';

/** Tokens by the prices they have; `cachedInput` and `cacheWrite` are parts of `input`, `reasoning` of `output`. */
export interface CallTokens extends TokenUsage {
  cachedInput: number;
  cacheWrite: number;
  reasoning: number;
}

/** One try of one model, for the record: what came of it and what it cost, answered or not. */
export interface AttemptRecord {
  provider: string;
  model: string;
  region: string | null;
  /** Who pays the vendor. */
  payer: 'platform' | 'team';
  keyId: string | null;
  outcome: 'answered' | 'failed' | 'abandoned' | 'cancelled';
  /** Safe words; null for an answer. */
  reason: string | null;
  tokens: CallTokens;
  /** Null where the model's price is unknown. */
  costNanoUsd: number | null;
  /** True when the vendor did not say what it counted. */
  estimated: boolean;
  /** From sending to the first content; null if none came. */
  firstTokenMs: number | null;
  durationMs: number;
}

export interface FinishEvent {
  type: 'finish';
  provider: string;
  /** `vendor/model`. */
  model: string;
  finishReason: FinishReason;
  tokens: CallTokens;
  /** All attempts together; null when a model of unknown price was used. */
  costNanoUsd: number | null;
  /** Whether the answer came from the cache; it cost nothing then. */
  cached: boolean;
  /** Whether tokens and cost are our estimate, because the vendor gave none. */
  estimated: boolean;
  attempts: readonly AttemptRecord[];
  fallbacks: readonly { model: string; reason: string }[];
}

/** What a call yields: any number of text pieces and tool calls, then exactly one `finish`. */
export type ModelEvent =
  | { type: 'text'; text: string }
  /** Thinking as far as the vendor shows it; never part of the answer. */
  | { type: 'reasoning'; text: string; signature?: string }
  | { type: 'tool_call'; call: ToolCall }
  | FinishEvent;

/**
 * The door to all models. The iteration throws AppError (`no_model_available`, `provider_failed`,
 * `cost_ceiling`, `cancelled`, `timed_out`, …); it never ends without a `finish` or an error, so a stream that
 * a vendor cut off is an error and not a short answer.
 */
export interface ModelPort {
  stream(request: ModelRequest, options: CallOptions): AsyncIterable<ModelEvent>;
}

/** Which model answers, known once its first content has arrived; changes of model before that are invisible. */
export interface AnswerInfo {
  provider: string;
  model: string;
  /** Whether the vendor speaks OpenAI's chat completions, so that every piece carries the vendor's own JSON. */
  raw: boolean;
  cached: boolean;
}

/** A piece of an answer: an event of ours, the vendor's own JSON text, or both. */
export interface AnswerPiece {
  event: Exclude<ModelEvent, FinishEvent> | null;
  /** One chunk (`chat.completion.chunk`), or for a call that is not streamed the whole `chat.completion`. */
  raw: string | null;
}

/** Where `dispatch` puts an answer: `opened` once, `pieces` any number of times, then `finished` or `failed`. */
export interface AnswerSink {
  opened(info: AnswerInfo): void;
  /** What arrived together, so that it can be written together. */
  pieces(pieces: readonly AnswerPiece[]): void;
  finished(finish: FinishEvent): void;
  /** Before `opened`: nothing was passed on. After it: the answer broke off, and what was passed on is not whole. */
  failed(error: AppError): void;
}

/** Holds an answer back for a reader that does not keep up. */
export interface Flow {
  /** Stops reading from the vendor until `resume`; the stall clock stands still meanwhile. */
  pause(): void;
  resume(): void;
}

export interface Dispatched extends Flow {
  /** The reader is gone: the vendor is hung up on, and the sink hears `failed` if it has not heard the end. */
  cancel(): void;
}

/** A signal with its listener costs 4 µs a call, which those who can call `cancel` need not pay. */
export type DispatchOptions = Omit<CallOptions, 'signal'> & { signal?: AbortSignal; streamed: boolean };

/** The same door for those who pass answers on: pushed, without an iterator between. */
export interface DispatchPort {
  /** `streamed: false` asks the vendor for a whole answer. */
  dispatch(request: ModelRequest, sink: AnswerSink, options: DispatchOptions): Dispatched;
}

export interface EmbedRequest {
  /** `vendor/model` or `auto`. */
  model: string;
  input: readonly string[];
  dimensions?: number;
  maxCostNanoUsd: number | null;
}

export interface Embedded {
  provider: string;
  model: string;
  /** One per input, in its order. */
  vectors: readonly (readonly number[])[];
  tokens: CallTokens;
  costNanoUsd: number | null;
  estimated: boolean;
}

export interface EmbedPort {
  embed(request: EmbedRequest, options: CallOptions): Promise<Embedded>;
}

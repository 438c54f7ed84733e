import type { CatalogueModel } from '../../catalogue/catalogue-model.ts';
import type { ReasoningEffort } from '../../model-port.ts';
import type { WireCall } from '../dialect.ts';

/** Where a service departs from OpenAI's chat completions, or from what most of its imitators do. */
export interface OpenaiQuirks {
  /** What the bound on the output is called. */
  maxTokens: 'max_tokens' | 'max_completion_tokens';
  seed: 'seed' | 'random_seed';
  /** What `tool_choice` calls "some tool". */
  anyTool: 'required' | 'any';
  /** Takes system messages after the first turn. */
  lateSystem: boolean;
  /** Refuses two turns of one role in a row, and tool messages. */
  alternates: boolean;
  /** Gives usage in a stream when `stream_options` asks for it, and takes that parameter. */
  streamOptions: boolean;
  /** Ids of tool calls that it takes, and what ours begin with where one must be replaced. */
  toolId: { fits: RegExp; prefix: string };
  /** Tool messages name their tool. */
  namesToolResults: boolean;
  /** Marks a last message of role `assistant` as the beginning of the answer. */
  prefix: boolean;
  /** Whether it can be held to a schema in such a call. */
  holdsSchema(call: WireCall): boolean;
  /** How a model is told how hard to think. */
  effort(effort: ReasoningEffort, model: CatalogueModel): Readonly<Record<string, unknown>>;
  /** Parameters of a request's `extra` that it takes; null for any. */
  extra: ReadonlySet<string> | null;
  /** Names web pages beside its answer, which then cites them as "[1]". */
  cites: boolean;
  /** Whether instructions must be marked to be cached. */
  marksCache(model: CatalogueModel): boolean;
  /** Whether a model writes on at a last message of role `assistant`. */
  continues(model: CatalogueModel): boolean;
}

import type { ModelRequest, ReasoningEffort } from '../model-port.ts';
import { FieldError } from './field-error.ts';
import { readExtra } from './read-extra.ts';
import {
  isGiven,
  readArray,
  readBoolean,
  readInteger,
  readNumber,
  readObject,
  readString,
  readWord,
} from './read-field.ts';
import { readMessages } from './read-messages.ts';
import { readModelName, type Target } from './read-model-name.ts';
import { readOutputSchema } from './read-output-form.ts';
import { readToolChoice, readTools } from './read-tools.ts';

export interface ChatRequest {
  target: Target;
  /** As for the router; for an agent its messages and tools are what counts. */
  request: ModelRequest;
  streamed: boolean;
  /** Whether a stream ends with a chunk that has the usage. */
  includeUsage: boolean;
}

/** Where a caller sets no bound. A model's own bound and the caller's budget may lower it. */
const defaultMaxOutputTokens = 8_192;
const mostOutputTokens = 1_000_000;
const mostStops = 4;

const efforts: Readonly<Record<string, ReasoningEffort>> = {
  none: 'none',
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
};

/**
 * A body of `POST /v1/chat/completions` (https://platform.openai.com/docs/api-reference/chat/create), read by hand:
 * 0.5 µs a body where a zod schema of the same fields takes 2.8, and every problem names its `param`. Throws
 * FieldError, and AppError `not_found` for a model name that can name nothing.
 */
export function readChatRequest(value: unknown, maxCostNanoUsd: number | null): ChatRequest {
  const body = readObject(value, 'body');
  const target = readModelName(body.model);
  const tools = readTools(body.tools);
  const streamed = isGiven(body.stream) && readBoolean(body.stream, 'stream');
  const request: ModelRequest = {
    task: target.kind === 'auto' ? target.task : 'auto',
    messages: readMessages(body.messages),
    tools,
    use: target.kind === 'model' ? [target.model] : [],
    maxOutputTokens: readMaxOutputTokens(body.max_completion_tokens, body.max_tokens),
    maxCostNanoUsd,
  };
  const toolChoice = readToolChoice(body.tool_choice, tools);
  if (toolChoice !== undefined) request.toolChoice = toolChoice;
  if (isGiven(body.parallel_tool_calls)) {
    request.parallelToolCalls = readBoolean(body.parallel_tool_calls, 'parallel_tool_calls');
  }
  const outputSchema = readOutputSchema(body.response_format);
  if (outputSchema !== undefined) request.outputSchema = outputSchema;
  if (isGiven(body.temperature)) request.temperature = readNumber(body.temperature, 'temperature', 0, 2);
  if (isGiven(body.top_p)) request.topP = readNumber(body.top_p, 'top_p', 0, 1);
  if (isGiven(body.stop)) request.stop = readStop(body.stop);
  if (isGiven(body.seed)) {
    request.seed = readInteger(body.seed, 'seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  }
  if (isGiven(body.reasoning_effort)) {
    request.reasoning = readWord(body.reasoning_effort, 'reasoning_effort', efforts);
  }
  const extra = readExtra(body, target);
  if (extra !== undefined) request.extra = extra;
  return { target, request, streamed, includeUsage: readIncludeUsage(body.stream_options, streamed) };
}

function readMaxOutputTokens(newer: unknown, older: unknown): number {
  if (isGiven(newer)) return readInteger(newer, 'max_completion_tokens', 1, mostOutputTokens);
  if (isGiven(older)) return readInteger(older, 'max_tokens', 1, mostOutputTokens);
  return defaultMaxOutputTokens;
}

function readStop(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const given = readArray(value, 'stop');
  if (given.length > mostStops) {
    throw new FieldError('stop', `'stop' may have ${mostStops} entries, not ${given.length}.`);
  }
  return given.map((stop, index) => readString(stop, `stop[${index}]`));
}

function readIncludeUsage(value: unknown, streamed: boolean): boolean {
  if (!isGiven(value)) return false;
  if (!streamed)
    throw new FieldError('stream_options', "'stream_options' is only taken with 'stream': true.");
  const { include_usage: wanted } = readObject(value, 'stream_options');
  return isGiven(wanted) && readBoolean(wanted, 'stream_options.include_usage');
}

import { FieldError } from './field-error.ts';
import { isGiven, type Json } from './read-field.ts';
import type { Target } from './read-model-name.ts';

/** Parameters that have a field in the router's request. */
const read = new Set([
  'model',
  'messages',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'response_format',
  'temperature',
  'top_p',
  'stop',
  'seed',
  'reasoning_effort',
  'max_tokens',
  'max_completion_tokens',
  'stream',
  'stream_options',
]);

/** Hints: passed on to vendors that know them; an answer without them is still an answer to the request. */
const hints = new Set([
  'frequency_penalty',
  'presence_penalty',
  'metadata',
  'prompt_cache_key',
  'prompt_cache_retention',
  'safety_identifier',
  'service_tier',
  'user',
  'verbosity',
]);

/** They change what an answer is, so a model must be named that knows them. */
const demands = new Set(['logit_bias', 'logprobs', 'top_logprobs', 'prediction', 'web_search_options']);

/** What cannot be had, and what to do instead. */
const refused: Readonly<Record<string, string>> = {
  audio: 'answers are text.',
  functions: "use 'tools'.",
  function_call: "use 'tool_choice'.",
};

/**
 * The parameters that are sent on as they are; undefined for none. A parameter is read, passed on or refused, and
 * never dropped in silence. Throws FieldError.
 */
export function readExtra(body: Json, target: Target): Json | undefined {
  let extra: Record<string, unknown> | undefined;
  for (const name of Object.keys(body)) {
    if (read.has(name) || !isGiven(body[name])) continue;
    if (hints.has(name) || isDemandOfOne(name, body[name], target)) {
      extra ??= {};
      extra[name] = body[name];
    } else if (!saysTheUsual(name, body[name])) {
      throw new FieldError(name, `'${name}' is not taken here${refused[name] ? `: ${refused[name]}` : '.'}`);
    }
  }
  return extra;
}

function isDemandOfOne(name: string, value: unknown, target: Target): boolean {
  if (!demands.has(name) || value === false) return false;
  if (target.kind === 'model') return true;
  throw new FieldError(name, `'${name}' is only taken with a model that you name (<vendor>/<model>).`);
}

/** Values that ask for what is done anyway; some clients always send them. */
function saysTheUsual(name: string, value: unknown): boolean {
  switch (name) {
    case 'n':
      if (value === 1) return true;
      throw new FieldError('n', "'n' must be 1: one answer is given to each request.");
    case 'store':
    case 'logprobs':
      return value === false;
    case 'top_logprobs':
      return value === 0;
    case 'modalities':
      return Array.isArray(value) && value.length === 1 && value[0] === 'text';
    default:
      return false;
  }
}

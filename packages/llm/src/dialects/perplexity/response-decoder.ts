import type { FinishReason } from '../../model-port.ts';
import type { VendorUsage } from '../../tokens/vendor-usage.ts';
import type { Decoder, WireCall, WireEvent } from '../dialect.ts';
import { createSources } from '../openai/sources.ts';
import { readStreamError } from '../read-error.ts';
import {
  billedAt,
  countAt,
  type JsonObject,
  listAt,
  objectAt,
  parseObject,
  textAt,
  truncated,
} from '../read-json.ts';
import { nothing, progress } from '../wire-events.ts';

/** Reads the events of a response, which OpenAI's Responses API gave their form, or a whole response. */
export function createResponseDecoder(call: WireCall): Decoder {
  // An answer of a schema has no place for a list below it.
  const sources = call.outputSchema === undefined ? createSources() : null;
  let finished = false;

  /** The last word: `response.completed` and `response.incomplete` hold the whole response. */
  function close(response: JsonObject | undefined, said: readonly WireEvent[]): readonly WireEvent[] {
    const finishReason = finishOf(response);
    if (response === undefined || finishReason === null) throw truncated();
    finished = true;
    const events: WireEvent[] = [...said];
    for (const item of listAt(response, 'output')) {
      if (textAt(item, 'type') === 'search_results') sources?.see({ results: listAt(item, 'results') });
    }
    sources?.hear(said);
    if (finishReason === 'stop') sources?.cite(events);
    const usage = objectAt(response, 'usage');
    events.push({ type: 'finish', finishReason, usage: usage === undefined ? null : readUsage(usage) });
    return events;
  }

  return {
    read(data) {
      if (finished || data === '[DONE]') return nothing;
      const value = parseObject(data);
      switch (value.type) {
        case 'response.output_text.delta': {
          const text = textAt(value, 'delta');
          if (text === '') return progress;
          const events: WireEvent[] = [{ type: 'text', text }];
          sources?.hear(events);
          return events;
        }
        case 'response.completed':
        case 'response.incomplete':
          return close(objectAt(value, 'response'), []);
        case 'response.failed':
          throw readStreamError(objectAt(value, 'response')?.error ?? value);
        case 'error':
          throw readStreamError(value.error ?? value);
        default:
          // Every other event of a response tells of its work: a search, a page that is read.
          return typeof value.type === 'string' && value.type.startsWith('response.') ? progress : nothing;
      }
    },
    readWhole(body) {
      const response = parseObject(body);
      if (response.error !== undefined && response.error !== null) throw readStreamError(response.error);
      return close(response, textsOf(response));
    },
    end() {
      if (!finished) throw truncated();
      return nothing;
    },
  };
}

function textsOf(response: JsonObject): WireEvent[] {
  return listAt(response, 'output')
    .filter((item) => textAt(item, 'type') === 'message')
    .flatMap((item) => listAt(item, 'content'))
    .map((part) => textAt(part, 'text'))
    .filter((text) => text !== '')
    .map((text) => ({ type: 'text', text }));
}

/** `status` of a response; null while it is none of the last ones. */
function finishOf(response: JsonObject | undefined): FinishReason | null {
  const status = textAt(response, 'status');
  if (status === 'completed') return 'stop';
  if (status !== 'incomplete') return null;
  const reason = textAt(objectAt(response, 'incomplete_details'), 'reason');
  return reason === 'content_filter' ? 'content_filter' : 'length';
}

/** The vendor names what a response cost, searches and all, in USD. */
function readUsage(usage: JsonObject): VendorUsage {
  const input = countAt(usage, 'input_tokens');
  const output = countAt(usage, 'output_tokens');
  const read = objectAt(usage, 'input_tokens_details');
  const searched = objectAt(objectAt(usage, 'tool_calls_details'), 'search_web');
  return {
    input,
    output,
    total: input + output,
    cachedInput: Math.min(input, countAt(read, 'cached_tokens') || countAt(read, 'cache_read_input_tokens')),
    cacheWrite: countAt(read, 'cache_creation_input_tokens'),
    reasoning: Math.min(output, countAt(objectAt(usage, 'output_tokens_details'), 'reasoning_tokens')),
    searches: countAt(searched, 'invocation'),
    billedNanoUsd: billedAt(usage.cost, 'total_cost'),
  };
}

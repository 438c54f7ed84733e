import type { FinishReason } from '../../model-port.ts';
import { callsBefore } from '../calls-before.ts';
import type { Decoder, WireCall, WireEvent } from '../dialect.ts';
import { readStreamError } from '../read-error.ts';
import { isObject, type JsonObject, objectAt, parseObject, truncated, unreadable } from '../read-json.ts';
import { nothing, partOfCall, progress } from '../wire-events.ts';
import { closeCalls, collectCalls, type OpenCalls } from './collect-calls.ts';
import { createEnvelope } from './envelope.ts';
import { mapFinish } from './map-finish.ts';
import type { OpenaiQuirks } from './quirks.ts';
import { readContent } from './read-content.ts';
import { readUsage } from './read-usage.ts';
import { createSources } from './sources.ts';

/**
 * Reads `chat.completion.chunk`s, or one `chat.completion`. The end is `[DONE]` or that of the body, and counts only
 * after a `finish_reason`: usage may come between the two. Of several choices the first is read.
 */
export function createCompletionDecoder(call: WireCall, quirks: OpenaiQuirks): Decoder {
  // An answer of a schema has no place for a list below it.
  const sources = quirks.cites && call.outputSchema === undefined ? createSources() : null;
  let reason: FinishReason | null = null;
  let refused = false;
  let usage: JsonObject | null = null;
  let open: OpenCalls | null = null;
  let finished = false;
  const envelope = createEnvelope();

  function close(): readonly WireEvent[] {
    if (reason === null) throw truncated();
    finished = true;
    const events: WireEvent[] = open === null ? [] : closeCalls(open, callsBefore(call));
    const called = events.length > 0 && reason === 'stop';
    const finishReason = refused ? 'content_filter' : called ? 'tool_calls' : reason;
    if (sources !== null && finishReason === 'stop') sources.cite(events);
    events.push({ type: 'finish', finishReason, usage: usage === null ? null : readUsage(usage) });
    return events;
  }

  /** A `delta` or a `message`: they have the same fields. */
  function readMessage(message: JsonObject): readonly WireEvent[] {
    const { content } = message;
    // The common piece, before anything else is looked for.
    if (
      typeof content === 'string' &&
      content !== '' &&
      message.tool_calls === undefined &&
      message.reasoning_content == null &&
      message.reasoning == null &&
      message.refusal == null &&
      sources === null
    ) {
      return [{ type: 'text', text: content }];
    }
    const events: WireEvent[] = [];
    readContent(message, events);
    const { refusal, tool_calls: pieces } = message;
    if (typeof refusal === 'string' && refusal !== '') {
      refused = true;
      events.push({ type: 'text', text: refusal });
    }
    sources?.hear(events);
    if (!Array.isArray(pieces) || pieces.length === 0) return events.length > 0 ? events : progress;
    open ??= { calls: [], latestAt: new Map() };
    collectCalls(pieces, open);
    return events.length > 0 ? [...events, ...partOfCall] : partOfCall;
  }

  function readChunk(chunk: JsonObject, field: 'delta' | 'message'): readonly WireEvent[] {
    if (isObject(chunk.error) || (typeof chunk.error === 'string' && chunk.error !== '')) {
      throw readStreamError(chunk.error);
    }
    const counted = chunk.usage ?? objectAt(chunk.x_groq, 'usage');
    if (isObject(counted)) usage = counted;
    sources?.see(chunk);
    const { choices } = chunk;
    const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
    if (!isObject(choice) || (typeof choice.index === 'number' && choice.index > 0)) return nothing;
    if (isObject(choice.error)) throw readStreamError(choice.error);
    const message = choice[field];
    const events = isObject(message) ? readMessage(message) : nothing;
    const { finish_reason: said } = choice;
    if (typeof said === 'string' && said !== '') {
      reason = mapFinish(said);
      return events.length > 0 ? events : progress;
    }
    return events;
  }

  return {
    read(data) {
      if (finished) return nothing;
      const text = envelope.open(data);
      if (text !== null) return text === '' ? progress : [{ type: 'text', text }];
      if (data === '[DONE]') return close();
      const chunk = parseObject(data);
      const events = readChunk(chunk, 'delta');
      if (sources === null && events.length === 1 && events[0]?.type === 'text') {
        envelope.learn(data, chunk, events[0].text);
      }
      return events;
    },
    readWhole(body) {
      const whole = parseObject(body);
      const events = readChunk(whole, 'message').filter(({ type }) => type !== 'progress');
      if (reason === null && !Array.isArray(whole.choices)) throw unreadable(new TypeError('no choices'));
      return [...events, ...close()];
    },
    end: () => (finished ? nothing : close()),
  };
}

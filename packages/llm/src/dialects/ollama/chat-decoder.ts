import type { VendorUsage } from '../../tokens/vendor-usage.ts';
import { callsBefore } from '../calls-before.ts';
import { closeCall, type OpenCall } from '../close-call.ts';
import type { Decoder, WireCall, WireEvent } from '../dialect.ts';
import { readStreamError } from '../read-error.ts';
import {
  countAt,
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  parseObject,
  textAt,
  truncated,
} from '../read-json.ts';
import { nothing, partOfCall, progress } from '../wire-events.ts';

/** Reads the lines of `/api/chat`, or its one answer: the last line says `done`. Calls come whole. */
export function createChatDecoder(wire: WireCall): Decoder {
  const calls: OpenCall[] = [];
  let finished = false;

  function readLine(line: JsonObject): readonly WireEvent[] {
    if (line.error !== undefined && line.error !== null) throw readStreamError(line.error);
    const events: WireEvent[] = [];
    const message = objectAt(line, 'message');
    const thought = textAt(message, 'thinking');
    if (thought !== '') events.push({ type: 'reasoning', text: thought });
    const text = textAt(message, 'content');
    if (text !== '') events.push({ type: 'text', text });
    const called = listAt(message, 'tool_calls');
    for (const call of called) calls.push(openCall(call));
    if (line.done === true) {
      events.push(...close(line));
      return events;
    }
    if (called.length > 0) events.push(...partOfCall);
    return events.length > 0 ? events : progress;
  }

  function close(line: JsonObject): WireEvent[] {
    finished = true;
    const before = callsBefore(wire);
    const events: WireEvent[] = calls.map((call, index) => ({
      type: 'tool_call',
      call: closeCall(call, before + index),
    }));
    const cut = textAt(line, 'done_reason') === 'length';
    const finishReason = cut ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop';
    events.push({ type: 'finish', finishReason, usage: readUsage(line) });
    return events;
  }

  return {
    read: (data) => (finished ? nothing : readLine(parseObject(data))),
    readWhole(body) {
      const events = readLine(parseObject(body)).filter(({ type }) => type !== 'progress');
      if (!finished) throw truncated();
      return events;
    },
    end() {
      if (!finished) throw truncated();
      return nothing;
    },
  };
}

function openCall(call: unknown): OpenCall {
  const called = objectAt(call, 'function');
  const args = called?.arguments;
  const json = typeof args === 'string' ? args : isObject(args) ? JSON.stringify(args) : '';
  return { id: textAt(call, 'id'), name: textAt(called, 'name'), json };
}

/** Null where a count is missing: older versions leave the prompt out when all of it was cached. */
function readUsage(line: JsonObject): VendorUsage | null {
  if (typeof line.prompt_eval_count !== 'number' || typeof line.eval_count !== 'number') return null;
  const input = countAt(line, 'prompt_eval_count');
  const output = countAt(line, 'eval_count');
  const none = { cachedInput: 0, cacheWrite: 0, reasoning: 0, searches: 0, billedNanoUsd: null };
  return { input, output, total: input + output, ...none };
}

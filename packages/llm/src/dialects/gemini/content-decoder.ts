import type { FinishReason } from '../../model-port.ts';
import { callsBefore } from '../calls-before.ts';
import { closeCall, type OpenCall } from '../close-call.ts';
import type { Decoder, WireCall, WireEvent } from '../dialect.ts';
import { readStreamError } from '../read-error.ts';
import { isObject, type JsonObject, listAt, objectAt, parseObject, textAt, truncated } from '../read-json.ts';
import { sealFor } from '../seal-reasoning.ts';
import { nothing, partOfCall, progress } from '../wire-events.ts';
import { mapFinish } from './map-finish.ts';
import { readUsage } from './read-usage.ts';

/**
 * Reads `GenerateContentResponse`s. The vendor has no last word of its own: the answer is finished where the body ends
 * after a `finishReason`, or where a prompt was blocked.
 */
export function createContentDecoder(wire: WireCall): Decoder {
  let reason: FinishReason | null = null;
  let usage: JsonObject | null = null;
  let finished = false;
  const calls: OpenCall[] = [];
  /** On the first call where there is one, else on the last text: that is where it must be given back. */
  const seals = { call: '', text: '' };

  function readPart(part: unknown): readonly WireEvent[] {
    const seal = textAt(part, 'thoughtSignature');
    const called = objectAt(part, 'functionCall');
    if (called !== undefined) {
      if (calls.length === 0) seals.call = seal;
      const args = isObject(called.args) ? JSON.stringify(called.args) : '';
      calls.push({ id: textAt(called, 'id'), name: textAt(called, 'name'), json: args });
      return partOfCall;
    }
    if (seal !== '') seals.text = seal;
    const text = textAt(part, 'text');
    if (text === '') return progress;
    return [{ type: isObject(part) && part.thought === true ? 'reasoning' : 'text', text }];
  }

  function readResponse(response: JsonObject): readonly WireEvent[] {
    if (isObject(response.error)) throw readStreamError(response.error);
    if (isObject(response.usageMetadata)) usage = response.usageMetadata;
    if (textAt(response.promptFeedback, 'blockReason') !== '') reason = 'content_filter';
    const candidate = listAt(response, 'candidates')[0];
    reason = mapFinish(textAt(candidate, 'finishReason')) ?? reason;
    const parts = listAt(objectAt(candidate, 'content'), 'parts');
    const [only] = parts;
    if (parts.length === 1) return readPart(only);
    return parts.length === 0 ? progress : parts.flatMap((part) => [...readPart(part)]);
  }

  function close(): readonly WireEvent[] {
    if (reason === null) throw truncated();
    finished = true;
    const events: WireEvent[] = [];
    const seal = calls.length > 0 ? seals.call : seals.text;
    if (seal !== '') events.push({ type: 'reasoning', text: '', signature: sealFor('gemini', seal) });
    const before = callsBefore(wire);
    calls.forEach((call, index) => {
      events.push({ type: 'tool_call', call: closeCall(call, before + index) });
    });
    const finishReason = reason === 'stop' && calls.length > 0 ? 'tool_calls' : reason;
    events.push({ type: 'finish', finishReason, usage: usage === null ? null : readUsage(usage) });
    return events;
  }

  return {
    read: (data) => (finished ? nothing : readResponse(parseObject(data))),
    readWhole(body) {
      const events = readResponse(parseObject(body)).filter(({ type }) => type !== 'progress');
      return [...events, ...close()];
    },
    end: () => (finished ? nothing : close()),
  };
}

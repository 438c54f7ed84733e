import type { FinishReason } from '../../model-port.ts';
import type { VendorUsage } from '../../tokens/vendor-usage.ts';
import { callsBefore } from '../calls-before.ts';
import { closeCall, type OpenCall } from '../close-call.ts';
import type { Decoder, WireCall, WireEvent } from '../dialect.ts';
import { readStreamError } from '../read-error.ts';
import { isObject, listAt, objectAt, parseObject, textAt, truncated } from '../read-json.ts';
import { nothing, partOfCall, progress } from '../wire-events.ts';
import { mapStop } from './map-stop.ts';
import { mergeUsage } from './read-usage.ts';
import { sealThoughts, type ThoughtBlock } from './seal-thoughts.ts';

/**
 * Reads a message's events, or a whole message. It is finished at `message_stop`, or where the body ends after a
 * `stop_reason`. Events, blocks and deltas that are not known are passed over, as the vendor asks.
 */
export function createMessageDecoder(wire: WireCall): Decoder {
  let reason: FinishReason | null = null;
  let usage: VendorUsage | null = null;
  let finished = false;
  const thoughts: ThoughtBlock[] = [];
  const calls: OpenCall[] = [];
  const openAt = new Map<unknown, ThoughtBlock | OpenCall>();

  function close(): readonly WireEvent[] {
    if (reason === null) throw truncated();
    finished = true;
    const events: WireEvent[] = [];
    const signature = sealThoughts(thoughts);
    if (signature !== undefined) events.push({ type: 'reasoning', text: '', signature });
    const before = callsBefore(wire);
    calls.forEach((call, index) => {
      events.push({ type: 'tool_call', call: closeCall(call, before + index) });
    });
    const finishReason = reason === 'stop' && calls.length > 0 ? 'tool_calls' : reason;
    events.push({ type: 'finish', finishReason, usage });
    return events;
  }

  /** A block that begins, or a whole one; what it holds already is content. */
  function openBlock(index: unknown, block: unknown): readonly WireEvent[] {
    switch (textAt(block, 'type')) {
      case 'text':
        return textEvents('text', textAt(block, 'text'));
      case 'thinking': {
        const text = textAt(block, 'thinking');
        const thought = { type: 'thinking' as const, thinking: text, signature: textAt(block, 'signature') };
        thoughts.push(thought);
        openAt.set(index, thought);
        return textEvents('reasoning', text);
      }
      case 'redacted_thinking':
        thoughts.push({ type: 'redacted_thinking', data: textAt(block, 'data') });
        return progress;
      case 'tool_use': {
        const known = openAt.get(index);
        // The same beginning twice (a proxy that repeats an event) is one call.
        if (known !== undefined && 'json' in known && known.id === textAt(block, 'id')) return partOfCall;
        const input = isObject(block) && isObject(block.input) ? JSON.stringify(block.input) : '';
        const call = {
          id: textAt(block, 'id'),
          name: textAt(block, 'name'),
          json: input === '{}' ? '' : input,
        };
        calls.push(call);
        openAt.set(index, call);
        return partOfCall;
      }
      default:
        return progress;
    }
  }

  function addDelta(index: unknown, delta: unknown): readonly WireEvent[] {
    const open = openAt.get(index);
    switch (textAt(delta, 'type')) {
      case 'text_delta':
        return textEvents('text', textAt(delta, 'text'));
      case 'input_json_delta':
        if (open === undefined || 'type' in open) return progress;
        open.json += textAt(delta, 'partial_json');
        return partOfCall;
      case 'thinking_delta': {
        const text = textAt(delta, 'thinking');
        if (isThinking(open)) open.thinking += text;
        return textEvents('reasoning', text);
      }
      case 'signature_delta':
        if (isThinking(open)) open.signature += textAt(delta, 'signature');
        return progress;
      default:
        return progress;
    }
  }

  return {
    read(data) {
      if (finished) return nothing;
      const value = parseObject(data);
      switch (value.type) {
        case 'content_block_delta':
          return addDelta(value.index, value.delta);
        case 'content_block_start':
          return openBlock(value.index, value.content_block);
        case 'content_block_stop':
          openAt.delete(value.index);
          return progress;
        case 'message_start':
          usage = mergeUsage(usage, objectAt(value, 'message')?.usage);
          return progress;
        case 'message_delta': {
          usage = mergeUsage(usage, value.usage);
          const said = textAt(value.delta, 'stop_reason');
          if (said !== '') reason = mapStop(said);
          return progress;
        }
        case 'message_stop':
          return close();
        case 'ping':
          // The only sign of thoughts that the vendor keeps to itself.
          return [...openAt.values()].some(isThinking) ? progress : nothing;
        case 'error':
          throw readStreamError(value.error ?? value);
        default:
          return nothing;
      }
    },
    readWhole(body) {
      const message = parseObject(body);
      if (message.type === 'error') throw readStreamError(message.error ?? message);
      const events = listAt(message, 'content').flatMap((block, index) => [...openBlock(index, block)]);
      usage = mergeUsage(usage, message.usage);
      const said = textAt(message, 'stop_reason');
      if (said !== '') reason = mapStop(said);
      return [...events.filter(({ type }) => type !== 'progress'), ...close()];
    },
    end: () => (finished ? nothing : close()),
  };
}

function textEvents(type: 'text' | 'reasoning', text: string): readonly WireEvent[] {
  return text === '' ? progress : [{ type, text }];
}

function isThinking(
  open: ThoughtBlock | OpenCall | undefined,
): open is Extract<ThoughtBlock, { type: 'thinking' }> {
  return open !== undefined && 'type' in open && open.type === 'thinking';
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completionStream,
  messageStream,
  ollamaStream,
  responseStream,
  type StreamedAnswer,
} from '../testing/vendor-shapes.ts';
import { contentStream } from '../testing/vendor-shapes-gemini.ts';
import { mistralStream } from '../testing/vendor-shapes-mistral.ts';
import { groqStream, openrouterStream } from '../testing/vendor-shapes-openrouter.ts';
import { chat, completion, content, message } from '../testing/vendor-shapes-whole.ts';
import { framesOf, wireCall } from '../testing/wire-call.ts';
import { anthropicDialect } from './anthropic/anthropic-dialect.ts';
import type { Dialect, WireEvent } from './dialect.ts';
import { geminiDialect } from './gemini/gemini-dialect.ts';
import { ollamaDialect } from './ollama/ollama-dialect.ts';
import {
  compatibleDialect,
  groqDialect,
  mistralDialect,
  openaiDialect,
  openrouterDialect,
} from './openai/openai-dialect.ts';
import { perplexityAgentDialect } from './perplexity/perplexity-agent-dialect.ts';

interface Vendor {
  name: string;
  dialect: Dialect;
  shape(answer: StreamedAnswer): object;
  whole(answer: StreamedAnswer): object;
  /** Whether its calls come in pieces. */
  pieces: boolean;
  words: { length: string };
}

const vendors: Vendor[] = [
  { name: 'openai', dialect: openaiDialect, shape: completionStream, whole: completion, pieces: true },
  {
    name: 'compatible',
    dialect: compatibleDialect,
    shape: completionStream,
    whole: completion,
    pieces: true,
  },
  { name: 'groq', dialect: groqDialect, shape: groqStream, whole: completion, pieces: true },
  {
    name: 'openrouter',
    dialect: openrouterDialect,
    shape: openrouterStream,
    whole: completion,
    pieces: true,
  },
  { name: 'mistral', dialect: mistralDialect, shape: mistralStream, whole: completion, pieces: false },
  { name: 'anthropic', dialect: anthropicDialect, shape: messageStream, whole: message, pieces: true },
  { name: 'gemini', dialect: geminiDialect, shape: contentStream, whole: content, pieces: false },
  { name: 'ollama', dialect: ollamaDialect, shape: ollamaStream, whole: chat, pieces: false },
].map((vendor) => ({
  ...vendor,
  words: { length: { anthropic: 'max_tokens', gemini: 'MAX_TOKENS' }[vendor.name] ?? 'length' },
}));

const call = wireCall();
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const argument = fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 2 }), {
  maxKeys: 4,
});
const calls = fc.array(fc.record({ args: argument, cuts: fc.array(fc.nat(60), { maxLength: 6 }) }), {
  minLength: 1,
  maxLength: 3,
});

/** Cuts JSON anywhere, in the middle of an escape as well. */
function cut(json: string, at: readonly number[]): string[] {
  const places = [...new Set(at.map((place) => place % (json.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => json.slice(from, places[index] ?? json.length));
}

function read(dialect: Dialect, frames: readonly { data: string; event: string }[]): WireEvent[] {
  const decoder = dialect.decoder(call);
  const events = frames.flatMap(({ data, event }) => [...decoder.read(data, event)]);
  return [...events, ...decoder.end()];
}

const textOf = (events: readonly WireEvent[], type: 'text' | 'reasoning') =>
  events.map((event) => (event.type === type ? event.text : '')).join('');
const finishesIn = (events: readonly WireEvent[]) => events.filter(({ type }) => type === 'finish');

describe.each(vendors)('what $name streams', ({ dialect, shape, whole, words, pieces }) => {
  it('is text in its order, thoughts apart from it, the vendor’s count and one finish at the end', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.array(text, { maxLength: 3 }),
        (said, thoughts) => {
          const events = read(
            dialect,
            framesOf(
              shape({
                thoughts: dialect.id === 'openai' && thoughts.length === 0 ? [] : thoughts,
                text: said,
                usage: { input: 100, output: 20 },
              }),
            ),
          );
          expect(textOf(events, 'text')).toBe(said.join(''));
          expect(textOf(events, 'reasoning')).toBe(thoughts.join(''));
          expect(finishesIn(events)).toHaveLength(1);
          expect(events.at(-1)).toMatchObject({
            type: 'finish',
            finishReason: 'stop',
            usage: { input: 100, output: 20, total: 120, billedNanoUsd: null },
          });
        },
      ),
    );
  });

  it('is the same calls however their arguments are cut', () => {
    fc.assert(
      fc.property(calls, (asked) => {
        const streamed = asked.map(({ args, cuts }, index) => {
          const json = JSON.stringify(args);
          return {
            id: `id00000${index}x`,
            name: `tool_${index}`,
            argumentPieces: pieces ? cut(json, cuts) : [json],
          };
        });
        const events = read(dialect, framesOf(shape({ calls: streamed })));
        const made = events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []));
        expect(made.map(({ name, arguments: args }) => ({ name, args }))).toEqual(
          asked.map(({ args }, index) => ({ name: `tool_${index}`, args: JSON.parse(JSON.stringify(args)) })),
        );
        expect(new Set(made.map(({ id }) => id)).size).toBe(asked.length);
        expect(events.at(-1)).toMatchObject({ type: 'finish', finishReason: 'tool_calls' });
      }),
    );
  });

  it('is never finished without the vendor’s word, wherever it breaks off', () => {
    const frames = framesOf(shape({ text: ['The ', 'answer ', 'is'], finish: null }));
    for (let length = 0; length <= frames.length; length++) {
      const decoder = dialect.decoder(call);
      const events = frames.slice(0, length).flatMap(({ data, event }) => [...decoder.read(data, event)]);
      expect(finishesIn(events)).toHaveLength(0);
      expect(() => decoder.end()).toThrow(expect.objectContaining({ kind: 'truncated' }));
    }
  });

  it('is not changed by fields that nobody knows', () => {
    const answer: StreamedAnswer = {
      text: ['Look.'],
      calls: [{ id: 'id000000x', name: 'weather', argumentPieces: ['{"city":"Oslo"}'] }],
    };
    const frames = framesOf(shape(answer));
    const strange = frames.map(({ data, event }) => {
      if (data === '[DONE]') return { data, event };
      return { data: JSON.stringify(addFields(JSON.parse(data))), event };
    });
    expect(read(dialect, strange)).toEqual(read(dialect, frames));
  });

  it('says that it ran out of tokens, and adds nothing after its finish', () => {
    const frames = framesOf(shape({ text: ['And so'], finish: words.length }));
    const decoder = dialect.decoder(call);
    const events = [...frames, ...frames].flatMap(({ data, event }) => [...decoder.read(data, event)]);
    const all = [...events, ...decoder.end()];
    expect(finishesIn(all)).toMatchObject([{ finishReason: 'length' }]);
    expect(decoder.end()).toEqual([]);
  });

  it('is the same as one value', () => {
    const answer: StreamedAnswer = {
      thoughts: ['Hm', '.'],
      text: ['Look', '!'],
      calls: [{ id: 'id000000x', name: 'weather', argumentPieces: ['{"city":"Oslo"}'] }],
      usage: { input: 50, output: 8 },
    };
    const reply = whole(answer);
    const body = JSON.stringify('json' in reply ? reply.json : null);
    const once = dialect.decoder(wireCall({ streamed: false })).readWhole(body);
    const streamed = read(dialect, framesOf(shape(answer)));
    for (const type of ['text', 'reasoning'] as const) {
      expect(textOf(once, type)).toBe(textOf(streamed, type));
    }
    const rest = (events: readonly WireEvent[]) =>
      events.filter(({ type }) => type === 'tool_call' || type === 'finish');
    expect(rest(once)).toEqual(rest(streamed));
  });

  it('is an error where it is no JSON', () => {
    const decoder = dialect.decoder(call);
    expect(() => decoder.read('{"half', '')).toThrow(expect.objectContaining({ kind: 'bad_answer' }));
    expect(() => dialect.decoder(call).readWhole('<html>')).toThrow(
      expect.objectContaining({ kind: 'bad_answer' }),
    );
  });

  it('may break off with an error of the vendor’s', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded: sk-secret', code: 503 };
    const data = JSON.stringify({ type: 'error', error });
    const decoder = dialect.decoder(call);
    expect(() => decoder.read(data, 'error')).toThrow(expect.objectContaining({ kind: 'unavailable' }));
    expect(() => dialect.decoder(call).read(data, 'error')).not.toThrow(/sk-secret/);
  });

  it('is readable however wrong the types of its values are', () => {
    const frames = framesOf(
      shape({ text: ['a'], calls: [{ id: 'id000000x', name: 'b', argumentPieces: ['{}'] }] }),
    );
    fc.assert(
      fc.property(
        fc.nat(frames.length - 1),
        fc.nat(40),
        fc.jsonValue({ maxDepth: 1 }),
        (which, where, wrong) => {
          const spoilt = frames.map(({ data, event }, index) =>
            index === which && data !== '[DONE]'
              ? { data: JSON.stringify(spoil(JSON.parse(data), { left: where }, wrong)), event }
              : { data, event },
          );
          try {
            read(dialect, spoilt);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ProviderError' });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('Perplexity’s agent', () => {
  it('finishes by its own word alone, with what it charged and the pages that it cites', () => {
    const answer = {
      text: ['Paris', ' [2].'],
      sources: ['https://a.example', 'https://b.example'],
      costUsd: 0.005004,
    };
    const frames = framesOf(responseStream(answer));
    const events = read(perplexityAgentDialect, frames);
    expect(textOf(events, 'text')).toBe('Paris [2].\n\nSources:\n[2] https://b.example');
    expect(events.at(-1)).toMatchObject({
      finishReason: 'stop',
      usage: { total: 17, billedNanoUsd: 5_004_000 },
    });
    expect(() => read(perplexityAgentDialect, frames.slice(0, -1))).toThrow(
      expect.objectContaining({ kind: 'truncated' }),
    );
  });

  it('reads a whole response', () => {
    const completed = framesOf(responseStream({ text: ['Paris.'], costUsd: 0.01 })).at(-1);
    const { response } = JSON.parse(completed?.data ?? '{}');
    const events = perplexityAgentDialect.decoder(call).readWhole(JSON.stringify(response));
    expect(textOf(events, 'text')).toBe('Paris.');
    expect(events.at(-1)).toMatchObject({ usage: { billedNanoUsd: 10_000_000 } });
  });
});

/** Adds fields everywhere but in what is the caller's: arguments of a call. */
function addFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(addFields);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    const callers = key === 'arguments' || key === 'args' || key === 'input';
    return [key, callers ? part : addFields(part)];
  });
  return { ...Object.fromEntries(entries), x_unknown: { of: ['tomorrow', null, 1] }, y_unknown: 'text' };
}

/** Puts a wrong value at the place that is reached after so many steps. */
function spoil(value: unknown, steps: { left: number }, wrong: unknown): unknown {
  if (steps.left === 0) {
    steps.left -= 1;
    return wrong;
  }
  steps.left -= 1;
  if (Array.isArray(value)) return value.map((part) => spoil(part, steps, wrong));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spoil(part, steps, wrong)]));
}

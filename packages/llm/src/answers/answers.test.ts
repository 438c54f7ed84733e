import { AppError } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerInfo, AnswerPiece, AnswerSink, FinishEvent, ModelRequest } from '../model-port.ts';
import { requestOf } from '../testing/ask.ts';
import { finishEvent } from '../testing/finish-event.ts';
import { answerTtlMs, type CachedAnswer } from './answer-cache.ts';
import { answerKey } from './answer-key.ts';
import { createMemoryAnswers } from './memory-answers.ts';
import { recordAnswer } from './record-answer.ts';
import { replay } from './replay.ts';

const info: AnswerInfo = { provider: 'openai', model: 'openai/gpt-5-mini', raw: true, cached: false };
const text = (words: string, raw: string | null = `{"c":${JSON.stringify(words)}}`): AnswerPiece => ({
  event: { type: 'text', text: words },
  raw,
});

interface Heard {
  info: AnswerInfo | null;
  batches: (readonly AnswerPiece[])[];
  finish: FinishEvent | null;
  error: AppError | null;
}

function listen(): AnswerSink & { heard: Heard } {
  const heard: Heard = { info: null, batches: [], finish: null, error: null };
  return {
    heard,
    opened: (opened) => {
      heard.info = opened;
    },
    pieces: (pieces) => void heard.batches.push(pieces),
    finished: (finish) => {
      heard.finish = finish;
    },
    failed: (error) => {
      heard.error = error;
    },
  };
}

function record(drive: (sink: AnswerSink) => void, streamed = true): CachedAnswer[] {
  const kept: CachedAnswer[] = [];
  drive(recordAnswer(listen(), { streamed, keep: (answer) => kept.push(answer) }));
  return kept;
}

const whole = (finish = finishEvent({ tokens: { input: 9, output: 2 }, costNanoUsd: 77 })) =>
  record((sink) => {
    sink.opened(info);
    sink.pieces([text('One'), text(' two')]);
    sink.pieces([text('.')]);
    sink.finished(finish);
  });

describe('what is kept', () => {
  it('passes everything on while it records', () => {
    const sink = listen();
    const recorder = recordAnswer(sink, { streamed: true, keep: () => {} });
    const finish = finishEvent();
    recorder.opened(info);
    recorder.pieces([text('One')]);
    recorder.finished(finish);
    expect(sink.heard).toEqual({ info, batches: [[text('One')]], finish, error: null });
  });

  it('keeps an answer that came to its end', () => {
    expect(whole()).toHaveLength(1);
    expect(whole()[0]?.pieces.map(({ event }) => event)).toEqual(
      ['One', ' two', '.'].map((words) => ({ type: 'text', text: words })),
    );
  });

  it.each(['length', 'content_filter'] as const)('keeps none that ended by %s', (finishReason) => {
    expect(whole(finishEvent({ finishReason }))).toEqual([]);
  });

  it('keeps none that broke off', () => {
    const kept = record((sink) => {
      sink.opened(info);
      sink.pieces([text('One')]);
      sink.failed(new AppError('provider_failed', 'It broke off.'));
    });
    expect(kept).toEqual([]);
  });

  it('keeps none that says nothing, only thought, or calls a tool with what is no JSON', () => {
    const call = { id: 'a', name: 'weather', arguments: {}, invalidJson: '{' };
    for (const pieces of [
      [],
      [{ event: { type: 'reasoning', text: 'Hm.' }, raw: null }],
      [text('Let me look.'), { event: { type: 'tool_call', call }, raw: null }],
    ] satisfies AnswerPiece[][]) {
      const kept = record((sink) => {
        sink.opened(info);
        sink.pieces(pieces);
        sink.finished(finishEvent());
      });
      expect(kept).toEqual([]);
    }
  });

  it('does not keep again what came from the cache', () => {
    const [answer] = whole();
    expect(record((sink) => replay(answer as CachedAnswer, sink, { streamed: true }))).toEqual([]);
  });
});

describe('replayed', () => {
  it('a stream is the same stream, costs nothing and says so', () => {
    const sink = listen();
    replay(whole()[0] as CachedAnswer, sink, { streamed: true });
    expect(sink.heard.info).toEqual({ ...info, cached: true });
    expect(sink.heard.batches.flat()).toEqual([text('One'), text(' two'), text('.')]);
    expect(sink.heard.finish).toMatchObject({
      cached: true,
      costNanoUsd: 0,
      tokens: { input: 9, output: 2, total: 11 },
      attempts: [],
      model: info.model,
    });
  });

  it('a stream asked for as a whole loses the vendor’s chunks and keeps the words', () => {
    const sink = listen();
    replay(whole()[0] as CachedAnswer, sink, { streamed: false });
    expect(sink.heard.info).toMatchObject({ raw: false, cached: true });
    expect(sink.heard.batches.flat()).toEqual([text('One', null), text(' two', null), text('.', null)]);
  });

  it('a whole answer asked for as a stream comes in our own events', () => {
    const [answer] = record((sink) => {
      sink.opened(info);
      sink.pieces([
        { event: { type: 'text', text: 'All of it.' }, raw: null },
        { event: null, raw: '{"object":"chat.completion"}' },
      ]);
      sink.finished(finishEvent());
    }, false);
    const sink = listen();
    replay(answer as CachedAnswer, sink, { streamed: true });
    expect(sink.heard.info?.raw).toBe(false);
    expect(sink.heard.batches.flat()).toEqual([text('All of it.', null)]);
  });
});

describe('the memory', () => {
  const answerOf = (words: string): CachedAnswer => ({
    ...(whole()[0] as CachedAnswer),
    pieces: [text(words)],
  });
  const isThere = async (cache: ReturnType<typeof createMemoryAnswers>, key: string) =>
    (await cache.get(key)) !== null;

  it('forgets the least recently used beyond its number', async () => {
    const cache = createMemoryAnswers({ maxEntries: 2 });
    await cache.set('a', answerOf('a'), answerTtlMs);
    await cache.set('b', answerOf('b'), answerTtlMs);
    await cache.get('a');
    await cache.set('c', answerOf('c'), answerTtlMs);
    expect([await isThere(cache, 'a'), await isThere(cache, 'b'), await isThere(cache, 'c')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('stays within its bytes, and gives none of them to one huge answer', async () => {
    const cache = createMemoryAnswers({ maxBytes: 200_000 });
    for (let index = 0; index < 100; index++)
      await cache.set(`${index}`, answerOf('x'.repeat(2_000)), answerTtlMs);
    const there = await Promise.all(Array.from({ length: 100 }, (_, index) => isThere(cache, `${index}`)));
    expect(there.filter(Boolean).length * 8_000).toBeLessThanOrEqual(200_000);
    expect(there.at(-1)).toBe(true);
    await cache.set('huge', answerOf('x'.repeat(40_000)), answerTtlMs);
    expect(await isThere(cache, 'huge')).toBe(false);
    expect(await isThere(cache, '99')).toBe(true);
  });

  it('forgets after its time', async () => {
    const cache = createMemoryAnswers();
    await cache.set('a', answerOf('a'), 1);
    await expect.poll(() => cache.get('a')).toBeNull();
  });
});

describe('the key', () => {
  const base: ModelRequest = requestOf({
    temperature: 0,
    tools: [{ name: 'weather', description: 'Tells the weather.', parameters: { type: 'object' } }],
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Oslo?' }] },
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'a', name: 'weather', arguments: { city: 'Oslo' } }],
      },
      { role: 'tool', toolCallId: 'a', name: 'weather', content: '-4', isError: false },
    ],
  });
  const keyOf = (request: ModelRequest, teamId = 'team_1', model = 'openai/gpt-5-mini') =>
    answerKey({ teamId, model, request });

  it('Q2: differs between tenants for the same request, whatever the request', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.uuid(), (words, one, other) => {
        fc.pre(one !== other);
        const request = requestOf({ messages: [{ role: 'user', content: words }] });
        expect(keyOf(request, one)).not.toBe(keyOf(request, other));
        expect(keyOf(request, one).startsWith(`${one}:`)).toBe(true);
      }),
    );
  });

  it('never lets a tenant or model be mistaken for another by what stands beside it', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (one, other) => {
        fc.pre(one[0] !== other[0] || one[1] !== other[1]);
        expect(keyOf(base, ...one)).not.toBe(keyOf(base, ...other));
      }),
    );
  });

  it('is the same however the request’s fields were ordered', () => {
    const shuffled = fc.shuffledSubarray(Object.keys(base), { minLength: Object.keys(base).length });
    fc.assert(
      fc.property(shuffled, (names) => {
        const again: ModelRequest = { ...base };
        for (const name of names) Reflect.deleteProperty(again, name);
        for (const name of names) Reflect.set(again, name, Reflect.get(base, name));
        const messages = again.messages.map((message) =>
          Object.fromEntries(Object.entries(message).reverse()),
        );
        expect(keyOf({ ...again, messages: messages as unknown as ModelRequest['messages'] })).toBe(
          keyOf(base),
        );
      }),
    );
  });

  it('does not ask what the call may cost, which models were pinned or where input is cached', () => {
    const same = keyOf(base);
    expect(keyOf({ ...base, maxCostNanoUsd: null })).toBe(same);
    expect(keyOf({ ...base, use: ['openai/gpt-5-mini'] })).toBe(same);
    expect(keyOf({ ...base, cacheInput: true })).toBe(same);
  });

  const changes: Partial<ModelRequest>[] = [
    { task: 'research' },
    { messages: base.messages.slice(0, 2) },
    { messages: [...base.messages].reverse() },
    { messages: [{ role: 'user', content: 'Oslo?' }] },
    { messages: [{ role: 'system', content: 'Oslo?' }] },
    { messages: [{ role: 'user', content: [{ type: 'image_url', url: 'Oslo?' }] }] },
    { messages: [{ role: 'user', content: [{ type: 'image', mediaType: 'image/png', data: 'Oslo?' }] }] },
    { tools: [] },
    { tools: [{ name: 'weather', description: 'Tells the weather.', parameters: { type: 'string' } }] },
    { toolChoice: 'required' },
    { toolChoice: { name: 'required' } },
    { parallelToolCalls: false },
    { outputSchema: { type: 'object' } },
    { temperature: 0.1 },
    { topP: 0 },
    { stop: ['x'] },
    { seed: 0 },
    { reasoning: 'none' },
    { maxOutputTokens: 1 },
    { extra: { logit_bias: { 1: 1 } } },
  ];

  it('changes with all that can change the answer', () => {
    const keys = [
      keyOf(base),
      keyOf(base, 'team_1', 'openai/gpt-5'),
      ...changes.map((change) => keyOf({ ...base, ...change })),
    ];
    expect(new Set(keys).size).toBe(changes.length + 2);
  });
});

import { describe, expect, it } from 'vitest';
import type { ModelMessage } from '../../model-port.ts';
import { messageStream } from '../../testing/vendor-shapes.ts';
import { bodyOf, framesOf, wireCall } from '../../testing/wire-call.ts';
import type { WireEvent } from '../dialect.ts';
import { anthropicDialect } from './anthropic-dialect.ts';

const encode = (...change: Parameters<typeof wireCall>) =>
  bodyOf(anthropicDialect.encode(wireCall(...change)));
const weather = { name: 'weather', description: 'Weather.', parameters: { type: 'object', properties: {} } };
const time = { ...weather, name: 'time' };

function read(values: readonly object[]): WireEvent[] {
  const decoder = anthropicDialect.decoder(wireCall());
  return values.flatMap((value) => [...decoder.read(JSON.stringify(value), '')]);
}

describe('a request to Anthropic', () => {
  it('is the system text, the talk in turns, and results of parallel calls in one turn before what is said next', () => {
    const body = encode({
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'See' },
            { type: 'image', mediaType: 'image/png', data: 'iVBO' },
          ],
        },
        {
          role: 'assistant',
          content: 'Let me look.',
          toolCalls: [
            { id: 'a1', name: 'weather', arguments: { city: 'Oslo' } },
            { id: 'functions.time:0', name: 'time', arguments: {} },
          ],
        },
        { role: 'tool', toolCallId: 'a1', name: 'weather', content: '-4', isError: false },
        { role: 'tool', toolCallId: 'functions.time:0', name: 'time', content: 'broken', isError: true },
        { role: 'system', content: 'Hurry.' },
        { role: 'assistant', content: ' ', toolCalls: [] },
        { role: 'user', content: 'And?' },
      ],
      tools: [weather, time],
      stop: ['END', '\n'],
      temperature: 1.5,
    });
    const turns = body.messages as { role: string; content: Record<string, unknown>[] }[];
    expect(body.system).toEqual([{ type: 'text', text: 'Be brief.' }]);
    expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(turns[0]?.content[1]).toEqual({
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: 'iVBO' },
    });
    expect(turns[1]?.content.map(({ type }) => type)).toEqual(['text', 'tool_use', 'tool_use']);
    const id = turns[1]?.content[2]?.id;
    expect(id).toMatch(/^[a-zA-Z0-9_-]+$/);
    expect(turns[2]?.content).toMatchObject([
      { type: 'tool_result', tool_use_id: 'a1', content: '-4' },
      { type: 'tool_result', tool_use_id: id, is_error: true },
      { type: 'text', text: 'Hurry.' },
      { type: 'text', text: 'And?' },
    ]);
    expect(body).toMatchObject({ max_tokens: 500, temperature: 1, stop_sequences: ['END'], stream: true });
    expect(body).not.toHaveProperty('tool_choice');
  });

  it('asks to cache the system text and the tools', () => {
    const body = encode({ cacheInput: true, tools: [weather, time] });
    const marked = { cache_control: { type: 'ephemeral' } };
    expect(body.system).toMatchObject([marked]);
    expect(body.tools).toMatchObject([{ name: 'weather' }, { name: 'time', ...marked }]);
    expect((body.tools as object[])[0]).not.toHaveProperty('cache_control');
  });

  it.each([
    ['auto', undefined, undefined],
    ['auto', false, { type: 'auto', disable_parallel_tool_use: true }],
    ['required', undefined, { type: 'any' }],
    ['required', false, { type: 'any', disable_parallel_tool_use: true }],
    ['none', false, { type: 'none' }],
    [{ name: 'time' }, undefined, { type: 'tool', name: 'time' }],
  ] as const)('chooses tools: %j, parallel %j', (toolChoice, parallel, choice) => {
    const change = parallel === undefined ? {} : { parallelToolCalls: parallel };
    expect(encode({ tools: [weather, time], toolChoice, ...change }).tool_choice).toEqual(choice);
  });

  it('keeps a tool whose schema is a choice at its top', () => {
    const parameters = {
      oneOf: [{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }],
    };
    const [tool] = encode({ tools: [{ ...weather, parameters }] }).tools as Record<string, unknown>[];
    expect(tool?.input_schema).toEqual({
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
    });
    expect(tool?.description).toContain('oneOf');
  });

  it('says how hard to think, and not to think where a call is forced', () => {
    expect(encode({ effort: 'medium' })).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
    });
    expect(encode({ effort: 'none' })).toMatchObject({ thinking: { type: 'disabled' } });
    expect(encode({ effort: 'none' })).not.toHaveProperty('output_config');
    expect(encode({ effort: 'high', tools: [weather], toolChoice: 'required' })).toMatchObject({
      thinking: { type: 'disabled' },
    });
    expect(encode()).not.toHaveProperty('thinking');
  });

  it('holds the answer to what it understands of a schema, and asks in words for the rest', () => {
    const n = { type: 'integer', minimum: 1, maximum: 9 };
    const held = encode({
      outputSchema: { type: 'object', properties: { n }, required: ['n'] },
      effort: 'low',
    });
    expect(held.output_config).toEqual({
      effort: 'low',
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { n: { type: 'integer', description: '{"minimum":1,"maximum":9}' } },
          required: ['n'],
          additionalProperties: false,
        },
      },
    });
    const free = encode({ outputSchema: { type: 'object', additionalProperties: { type: 'string' } } });
    expect(free).not.toHaveProperty('output_config');
    expect(JSON.stringify(free.system)).toContain('JSON Schema');
  });

  it('lets the user say instructions that stand alone, and nothing end in white space', () => {
    expect(encode({ messages: [{ role: 'system', content: 'Say hi.' }] })).toMatchObject({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hi.' }] }],
    });
    const begun: ModelMessage = { role: 'assistant', content: 'It is \n', toolCalls: [] };
    const body = encode({ messages: [{ role: 'user', content: 'What?' }, begun] });
    expect(body.messages).toMatchObject([{}, { content: [{ text: 'It is' }] }]);
  });

  it('writes on only with models that take the beginning of an answer', () => {
    const continues = (name: string) => anthropicDialect.continues?.(wireCall({}, { name }).model);
    expect(continues('claude-haiku-4-5')).toBe(true);
    expect(continues('claude-sonnet-4-6')).toBe(false);
    expect(continues('claude-opus-5')).toBe(false);
  });
});

describe('thoughts', () => {
  /** What an answer gives back in the next turn, as a caller keeps it. */
  function keep(events: readonly WireEvent[]): ModelMessage {
    const thoughts = events.flatMap((event) => (event.type === 'reasoning' ? [event] : []));
    const signature = thoughts.find((event) => event.signature !== undefined)?.signature;
    const text = thoughts.map((event) => event.text).join('');
    const reasoning = signature === undefined ? { text } : { text, signature };
    return { role: 'assistant', content: 'So.', toolCalls: [], reasoning };
  }
  const blocksAfter = (message: ModelMessage, effort: 'low' | 'none' | null = 'low') => {
    const messages: ModelMessage[] = [
      { role: 'user', content: 'Why?' },
      message,
      { role: 'user', content: 'Go on.' },
    ];
    const turns = encode({ messages, ...(effort === null ? {} : { effort }) }).messages as {
      content: object[];
    }[];
    return turns[1]?.content;
  };

  it('go back unchanged under their seal', () => {
    const frames = framesOf(messageStream({ thoughts: ['Let me ', 'see.'], seal: 'EqQB+/=', text: ['So.'] }));
    const message = keep(read(frames.map(({ data }) => JSON.parse(data))));
    const said = { type: 'text', text: 'So.' };
    expect(blocksAfter(message)).toEqual([
      { type: 'thinking', thinking: 'Let me see.', signature: 'EqQB+/=' },
      said,
    ]);
    expect(blocksAfter(message, 'none')).toEqual([said]);
    // A model that does not think at all.
    expect(blocksAfter(message, null)).toEqual([said]);
  });

  it('go back when there are several, hidden ones among them', () => {
    const start = (index: number, content_block: object) => ({
      type: 'content_block_start',
      index,
      content_block,
    });
    const message = keep(
      read([
        start(0, { type: 'thinking', thinking: '', signature: '' }),
        { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'AAA' } },
        start(1, { type: 'redacted_thinking', data: 'BBB' }),
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
        { type: 'message_stop' },
      ]),
    );
    expect(blocksAfter(message)?.slice(0, 2)).toEqual([
      { type: 'thinking', thinking: '', signature: 'AAA' },
      { type: 'redacted_thinking', data: 'BBB' },
    ]);
  });

  it('of other vendors stay where they are', () => {
    const reasoning = { text: 'Hm.', signature: 'gemini:abc' };
    expect(blocksAfter({ role: 'assistant', content: 'So.', toolCalls: [], reasoning })).toEqual([
      { type: 'text', text: 'So.' },
    ]);
  });
});

describe('an answer of Anthropic', () => {
  const start = (usage: object) => ({ type: 'message_start', message: { usage } });
  const stop = (stop_reason: string, usage: object = {}) => [
    { type: 'message_delta', delta: { stop_reason }, usage },
    { type: 'message_stop' },
  ];

  it('counts what the cache held and what was written to it as input', () => {
    const first = {
      input_tokens: 21,
      cache_read_input_tokens: 1_000,
      cache_creation_input_tokens: 300,
      output_tokens: 2,
    };
    const last = { output_tokens: 496, output_tokens_details: { thinking_tokens: 62 } };
    expect(read([start(first), ...stop('end_turn', last)]).at(-1)).toMatchObject({
      usage: { input: 1_321, cachedInput: 1_000, cacheWrite: 300, output: 496, reasoning: 62, total: 1_817 },
    });
  });

  it('counts once what is said twice', () => {
    const usage = { input_tokens: 47, cache_read_input_tokens: 5, output_tokens: 2 };
    const events = read([start(usage), start(usage), ...stop('end_turn', { ...usage, output_tokens: 9 })]);
    expect(events.at(-1)).toMatchObject({ usage: { input: 52, output: 9 } });
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'tool_calls'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['pause_turn', 'length'],
    ['refusal', 'content_filter'],
  ])('ends by %s with %s', (reason, finishReason) => {
    expect(read(stop(reason)).at(-1)).toMatchObject({ type: 'finish', finishReason });
  });

  it('is alive while it thinks unseen, and pings say nothing otherwise', () => {
    const decoder = anthropicDialect.decoder(wireCall());
    expect(decoder.read('{"type":"ping"}', 'ping')).toEqual([]);
    const block = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'thinking', thinking: '' },
    };
    decoder.read(JSON.stringify(block), '');
    expect(decoder.read('{"type":"ping"}', 'ping')).toEqual([{ type: 'progress' }]);
  });

  it('takes a call whose beginning comes twice for one', () => {
    const block = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'tool_use', id: 'a', name: 'b', input: {} },
    };
    const events = read([block, block, ...stop('tool_use')]);
    expect(events.filter(({ type }) => type === 'tool_call')).toHaveLength(1);
  });
});

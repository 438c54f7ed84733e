import { describe, expect, it } from 'vitest';
import type { ModelMessage } from '../../model-port.ts';
import { completionStream } from '../../testing/vendor-shapes.ts';
import { openrouterStream } from '../../testing/vendor-shapes-openrouter.ts';
import { bodyOf, framesOf, wireCall } from '../../testing/wire-call.ts';
import type { Dialect } from '../dialect.ts';
import {
  compatibleDialect,
  groqDialect,
  mistralDialect,
  openaiDialect,
  openrouterDialect,
  perplexityDialect,
} from './openai-dialect.ts';

const weather = {
  name: 'weather',
  description: 'Tells the weather.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const called: ModelMessage = {
  role: 'assistant',
  content: '',
  toolCalls: [{ id: 'toolu_01A09q90qw90lq917835lq9', name: 'weather', arguments: { city: 'Oslo' } }],
};
const result: ModelMessage = {
  role: 'tool',
  toolCallId: 'toolu_01A09q90qw90lq917835lq9',
  name: 'weather',
  content: '-4 °C',
  isError: false,
};
const encode = (dialect: Dialect, ...change: Parameters<typeof wireCall>) =>
  bodyOf(dialect.encode(wireCall(...change)));

describe('a chat completion', () => {
  it('asks for text, images, tools and bounds as OpenAI documents them', () => {
    const body = encode(openaiDialect, {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'system', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Where is this?' },
            { type: 'image', mediaType: 'image/png', data: 'iVBORw0K' },
            { type: 'image_url', url: 'https://example.com/a.jpg' },
          ],
        },
        called,
        result,
      ],
      tools: [weather],
      toolChoice: { name: 'weather' },
      parallelToolCalls: false,
      temperature: 0.2,
      topP: 0.9,
      stop: ['END'],
      seed: 7,
    });
    expect(body).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.\n\nBe kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Where is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0K' } },
            { type: 'image_url', image_url: { url: 'https://example.com/a.jpg' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
        },
        { role: 'tool', content: '-4 °C' },
      ],
      tools: [{ type: 'function', function: weather }],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      parallel_tool_calls: false,
      max_completion_tokens: 500,
      temperature: 0.2,
      top_p: 0.9,
      stop: ['END'],
      seed: 7,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(body).not.toHaveProperty('max_tokens');
  });

  it('passes parameters on that have no field here, and none that have one', () => {
    const extra = { logit_bias: { 1: 2 }, max_tokens: 9, stream: false, model: 'other', messages: [] };
    const body = encode(compatibleDialect, { extra });
    expect(body).toMatchObject({ logit_bias: { 1: 2 }, max_tokens: 500, stream: true, model: 'recorded-1' });
    expect(body.messages).toHaveLength(2);
  });

  it('is held to an object, strictly where all of it can be enforced, and asks in words otherwise', () => {
    const open = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
    const strictness = (outputSchema: Record<string, unknown>) =>
      encode(openaiDialect, { outputSchema }).response_format;
    expect(strictness({ ...open, additionalProperties: false })).toMatchObject({
      json_schema: { strict: true },
    });
    expect(strictness(open)).toMatchObject({ json_schema: { strict: false } });
    expect(strictness({ type: 'array' })).toBeUndefined();
    const body = encode(openaiDialect, { outputSchema: { type: 'array' } });
    expect(JSON.stringify(body.messages)).toContain('JSON Schema');
    const unable = encode(openaiDialect, { outputSchema: open }, { structuredOutput: false });
    expect(unable).not.toHaveProperty('response_format');
  });

  it.each([
    ['gpt-5-mini', 'none', 'minimal'],
    ['gpt-6-luna', 'none', 'none'],
    ['o4-mini', 'none', 'low'],
    ['gpt-5-mini', 'high', 'high'],
  ] as const)('tells %s how hard to think: %s', (name, effort, said) => {
    expect(encode(openaiDialect, { effort }, { name }).reasoning_effort).toBe(said);
  });

  it('carries the key, and none for services that take none', () => {
    expect(openaiDialect.authorise('sk-1')).toEqual({ authorization: 'Bearer sk-1' });
    expect(compatibleDialect.authorise('')).toEqual({});
  });
});

describe('where others depart from it', () => {
  it('Mistral: its own names, ids of nine characters, nothing that it would refuse', () => {
    const body = encode(mistralDialect, {
      messages: [
        { role: 'user', content: 'Oslo?' },
        called,
        result,
        { role: 'assistant', content: 'It', toolCalls: [] },
      ],
      tools: [weather],
      toolChoice: 'required',
      seed: 7,
      extra: { logit_bias: {}, presence_penalty: 1 },
    });
    expect(body).toMatchObject({ max_tokens: 500, random_seed: 7, tool_choice: 'any', presence_penalty: 1 });
    expect(body).not.toHaveProperty('stream_options');
    expect(body).not.toHaveProperty('logit_bias');
    const messages = body.messages as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    const id = messages[1]?.tool_calls?.[0]?.id;
    expect(id).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(messages[2]).toMatchObject({ tool_call_id: id, name: 'weather' });
    expect(messages[3]).toMatchObject({ prefix: true });
  });

  it('Groq: holds an answer to a schema neither in a stream nor beside tools', () => {
    const outputSchema = { type: 'object', properties: {} };
    expect(encode(groqDialect, { outputSchema })).not.toHaveProperty('response_format');
    expect(encode(groqDialect, { outputSchema, streamed: false })).toHaveProperty('response_format');
    expect(encode(groqDialect, { outputSchema, streamed: false, tools: [weather] })).not.toHaveProperty(
      'response_format',
    );
  });

  it('OpenRouter: marks what is to be cached, and says what it charged', () => {
    const body = encode(openrouterDialect, { cacheInput: true }, { name: 'anthropic/claude-sonnet-5' });
    expect(body.messages).toMatchObject([{ content: [{ cache_control: { type: 'ephemeral' } }] }, {}]);
    const decoder = openrouterDialect.decoder(wireCall());
    const frames = framesOf(openrouterStream({ text: ['Hi'], costUsd: 0.00014 }));
    const events = frames.flatMap(({ data }) => [...decoder.read(data, '')]);
    expect(events.at(-1)).toMatchObject({ usage: { billedNanoUsd: 140_000 } });
  });

  it('Perplexity: turns that alternate, sources below the answer', () => {
    const body = encode(perplexityDialect, {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'One.' },
        { role: 'user', content: [{ type: 'text', text: 'Two.' }] },
        called,
        result,
        { role: 'system', content: 'Now.' },
      ],
    });
    const roles = (body.messages as { role: string }[]).map(({ role }) => role);
    expect(roles).toEqual(['system', 'user', 'assistant', 'user']);
    const decoder = perplexityDialect.decoder(wireCall());
    const answer = { text: ['Paris [1]', '.'], sources: ['https://a.example', 'https://b.example'] };
    const events = framesOf(completionStream(answer)).flatMap(({ data }) => [...decoder.read(data, '')]);
    expect(events.slice(-2)).toMatchObject([
      { type: 'text', text: '\n\nSources:\n[1] https://a.example' },
      { type: 'finish' },
    ]);
  });
});

/** Chunks as services have been seen to send them. */
function readDeltas(deltas: readonly unknown[], finish = 'tool_calls') {
  const decoder = compatibleDialect.decoder(wireCall());
  const chunks = [
    ...deltas.map((delta) => ({ choices: [{ index: 0, delta }] })),
    { choices: [{ index: 0, delta: {}, finish_reason: finish }] },
  ];
  const events = chunks.flatMap((chunk) => [...decoder.read(JSON.stringify(chunk), '')]);
  return [...events, ...decoder.read('[DONE]', '')];
}
const callsIn = (events: ReturnType<typeof readDeltas>) =>
  events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []));

describe('tool calls as services send them', () => {
  const piece = (id: string | undefined, name: string | undefined, json: string, index?: number) => ({
    tool_calls: [
      {
        ...(index === undefined ? {} : { index }),
        ...(id === undefined ? {} : { id }),
        function: { ...(name === undefined ? {} : { name }), arguments: json },
      },
    ],
  });

  it.each([
    [
      'interleaved',
      [
        piece('a', 'x', '{"n":', 0),
        piece('b', 'y', '{"n":', 1),
        piece(undefined, undefined, '1}', 0),
        piece(undefined, undefined, '2}', 1),
      ],
    ],
    ['all numbered 0', [piece('a', 'x', '{"n":1}', 0), piece('b', 'y', '{"n":2}', 0)]],
    [
      'not numbered',
      [
        piece('a', 'x', '{"n":', undefined),
        piece('a', 'x', '1}', undefined),
        piece('b', 'y', '{"n":2}', undefined),
      ],
    ],
    [
      'id and name repeated',
      [piece('a', 'x', '{"n":', 0), piece('a', 'x', '1}', 0), piece('b', 'y', '{"n":2}', 1)],
    ],
    [
      'with the word null for an id',
      [piece('a', 'x', '{"n":', 0), piece('null', '', '1}', 0), piece('b', 'y', '{"n":2}', 1)],
    ],
    [
      'the beginning twice',
      [
        piece('a', 'x', '', 0),
        piece('a', 'x', '', 0),
        piece(undefined, undefined, '{"n":1}', 0),
        piece('b', 'y', '{"n":2}', 1),
      ],
    ],
  ])('%s', (_, deltas) => {
    expect(callsIn(readDeltas(deltas))).toEqual([
      { id: 'a', name: 'x', arguments: { n: 1 } },
      { id: 'b', name: 'y', arguments: { n: 2 } },
    ]);
  });

  it('names calls without ids apart from those before in the thread', () => {
    const decoder = compatibleDialect.decoder(
      wireCall({ messages: [{ role: 'user', content: 'Oslo?' }, called, result] }),
    );
    const chunk = { choices: [{ delta: piece(undefined, 'x', '{}', 0), finish_reason: 'stop' }] };
    const events = [...decoder.read(JSON.stringify(chunk), ''), ...decoder.end()];
    expect(callsIn(events)).toMatchObject([{ id: 'call_2' }]);
    expect(events.at(-1)).toMatchObject({ finishReason: 'tool_calls' });
  });

  it('hands on what cannot be parsed, and unpacks a string that holds the JSON', () => {
    expect(callsIn(readDeltas([piece('a', 'x', '{"n":', 0)], 'length'))).toEqual([
      { id: 'a', name: 'x', arguments: {}, invalidJson: '{"n":' },
    ]);
    expect(callsIn(readDeltas([piece('a', 'x', '"{\\"n\\":1}"', 0)]))).toMatchObject([
      { arguments: { n: 1 } },
    ]);
  });

  it('shows that a call is on its way before it is whole', () => {
    expect(readDeltas([piece('a', 'x', '{', 0)])[0]).toEqual({ type: 'progress', ofCall: true });
  });
});

describe('the end of a completion', () => {
  it('tells a refusal, whose words are the answer', () => {
    const events = readDeltas([{ refusal: 'I can’t ' }, { refusal: 'do that.' }], 'stop');
    expect(events.at(-1)).toMatchObject({ finishReason: 'content_filter' });
    expect(events.filter(({ type }) => type === 'text')).toHaveLength(2);
  });

  it.each(['error', 'insufficient_system_resource', 'abort'])('is no end where it says %s', (reason) => {
    expect(() => readDeltas([{ content: 'Half' }], reason)).toThrow(
      expect.objectContaining({ kind: 'unavailable' }),
    );
  });

  it('is not the mark of the stream without a reason before it', () => {
    const decoder = openaiDialect.decoder(wireCall());
    decoder.read('{"choices":[{"index":0,"delta":{"content":"Half"},"finish_reason":null}]}', '');
    expect(() => decoder.read('[DONE]', '')).toThrow(expect.objectContaining({ kind: 'truncated' }));
  });

  it('takes usage with the reason, after it, or never', () => {
    const end = (...chunks: string[]) => {
      const decoder = openaiDialect.decoder(wireCall());
      return [...chunks.flatMap((chunk) => [...decoder.read(chunk, '')]), ...decoder.end()].at(-1);
    };
    const reason = '"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]';
    const usage =
      '"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":3}}';
    const counted = { usage: { input: 9, output: 4, cachedInput: 3 } };
    expect(end(`{${reason},${usage}}`)).toMatchObject(counted);
    expect(end(`{${reason}}`, `{"choices":[],${usage}}`)).toMatchObject(counted);
    expect(end(`{${reason},"usage":null}`)).toMatchObject({ usage: null });
  });

  it('counts thinking that is left out of the completion’s tokens (xAI)', () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 115,
      completion_tokens_details: { reasoning_tokens: 100 },
    };
    const whole = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }], usage };
    const events = compatibleDialect.decoder(wireCall()).readWhole(JSON.stringify(whole));
    expect(events.at(-1)).toMatchObject({ usage: { output: 105, reasoning: 100, total: 115 } });
  });

  it('allocates nothing for chunks that add nothing', () => {
    const decoder = openaiDialect.decoder(wireCall());
    const role = '{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}';
    expect(decoder.read(role, '')).toBe(decoder.read(role, ''));
    expect(decoder.read('{"choices":[]}', '')).toBe(decoder.read('{"choices":[]}', ''));
  });
});

describe('embeddings', () => {
  const answer = JSON.stringify({
    data: [
      { index: 1, embedding: [3, 4] },
      { index: 0, embedding: [1, 2] },
    ],
    usage: { prompt_tokens: 6 },
  });

  it('come in the order of their inputs, with the tokens', () => {
    expect(openaiDialect.embeddings?.decode(answer)).toEqual({
      vectors: [
        [1, 2],
        [3, 4],
      ],
      inputTokens: 6,
    });
    const wire = openaiDialect.embeddings?.encode({ model: 'm', input: ['a', 'b'], dimensions: 2 });
    expect(wire).toMatchObject({ path: '/embeddings' });
    expect(JSON.parse(wire?.body ?? '')).toMatchObject({ input: ['a', 'b'], dimensions: 2 });
  });

  it('call their size as the vendor does, and refuse what is no vector', () => {
    const wire = mistralDialect.embeddings?.encode({ model: 'm', input: ['a'], dimensions: 2 });
    expect(JSON.parse(wire?.body ?? '')).toMatchObject({ output_dimension: 2 });
    expect(() => openaiDialect.embeddings?.decode('{"data":[{"index":0,"embedding":["x"]}]}')).toThrow(
      expect.objectContaining({ kind: 'bad_answer' }),
    );
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { ask, requestOf, routerOf, weather } from '../testing/ask.ts';
import {
  type StandIn,
  type StandInReply,
  type StandInRequest,
  startStandIn,
} from '../testing/start-stand-in.ts';
import {
  completionStream,
  messageStream,
  ollamaStream,
  responseStream,
  type StreamedAnswer,
} from '../testing/vendor-shapes.ts';

let standIn: StandIn | undefined;
afterEach(async () => {
  await standIn?.close();
  standIn = undefined;
});

interface Vendor {
  name: string;
  model: string;
  /** The path that a call must go to. */
  path: string;
  env(url: string): Record<string, string>;
  shape(answer: StreamedAnswer): StandInReply;
  /** What the stand-in says beside the calls themselves. */
  aside?(request: StandInRequest): StandInReply | null;
  words: { length: string; tools: string };
  /** USD per million tokens. */
  price: { input: number; output: number };
  key?: (request: StandInRequest) => unknown;
}

const tags = { models: [{ name: 'llama3.2:3b', details: { parameter_size: '3.2B' } }] };
const shown = { capabilities: ['completion', 'tools'], model_info: { 'llama.context_length': 131_072 } };
const vendors: Vendor[] = [
  {
    name: 'openai',
    model: 'openai/gpt-5-mini',
    path: '/v1/chat/completions',
    env: (url) => ({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${url}/v1` }),
    shape: completionStream,
    words: { length: 'length', tools: 'tool_calls' },
    price: { input: 0.25, output: 2 },
    key: ({ headers }) => headers.authorization === 'Bearer sk-test',
  },
  {
    name: 'anthropic',
    model: 'anthropic/claude-sonnet-4-5',
    path: '/v1/messages',
    env: (url) => ({ ANTHROPIC_API_KEY: 'sk-ant-test', ANTHROPIC_BASE_URL: url }),
    shape: messageStream,
    words: { length: 'max_tokens', tools: 'tool_use' },
    price: { input: 3, output: 15 },
    key: ({ headers }) => headers['x-api-key'] === 'sk-ant-test',
  },
  {
    name: 'ollama',
    model: 'ollama/llama3.2:3b',
    path: '/api/chat',
    env: (url) => ({ OLLAMA_HOST: url }),
    shape: ollamaStream,
    aside: ({ path }) =>
      path === '/api/tags' ? { json: tags } : path === '/api/show' ? { json: shown } : null,
    words: { length: 'length', tools: 'stop' },
    price: { input: 0, output: 0 },
  },
  {
    name: 'openai-compatible',
    model: 'openai-compatible/llama-3.3-70b',
    path: '/openai/v1/chat/completions',
    env: (url) => ({
      OPENAI_COMPATIBLE_BASE_URL: `${url}/openai/v1`,
      OPENAI_COMPATIBLE_API_KEY: 'gsk-test',
      OPENAI_COMPATIBLE_MODELS: 'llama-3.3-70b@0.59/0.79#131072',
    }),
    shape: completionStream,
    words: { length: 'length', tools: 'tool_calls' },
    price: { input: 0.59, output: 0.79 },
    key: ({ headers }) => headers.authorization === 'Bearer gsk-test',
  },
];

describe.each(vendors)('$name, by its recorded shapes', (vendor) => {
  async function stand(answer: (request: StandInRequest, index: number) => StandInReply) {
    let calls = 0;
    const started = await startStandIn((request) => vendor.aside?.(request) ?? answer(request, calls++));
    standIn = started;
    return {
      router: routerOf(vendor.env(started.url)),
      calls: () => started.requests.filter(({ path }) => path === vendor.path),
    };
  }
  const pinned = { use: [vendor.model] };

  it('streams text, with the vendor’s own count of tokens and its price', async () => {
    const { router, calls } = await stand(() =>
      vendor.shape({ text: ['Fine', ', ', 'thanks — 🙂'], usage: { input: 1000, output: 30 } }),
    );
    const { text, finish } = await ask(router, pinned);
    expect(text).toBe('Fine, thanks — 🙂');
    expect(finish).toMatchObject({
      provider: vendor.name,
      model: vendor.model,
      finishReason: 'stop',
      tokens: { input: 1000, output: 30, total: 1030 },
      costNanoUsd: Math.round(1000 * vendor.price.input * 1000 + 30 * vendor.price.output * 1000),
      fallbacks: [],
    });
    expect(calls()).toHaveLength(1);
    if (vendor.key) expect(vendor.key(calls()[0] as StandInRequest)).toBe(true);
  });

  it('gathers parallel tool calls whose arguments come in pieces', async () => {
    const { router, calls } = await stand(() =>
      vendor.shape({
        text: ['Let me look.'],
        calls: [
          { id: 'a1', name: 'weather', argumentPieces: ['{"ci', 'ty":"Oslo', '"}'] },
          { id: 'a2', name: 'weather', argumentPieces: ['{"city":', '"Rome"}'] },
        ],
      }),
    );
    const { calls: made, finish, text } = await ask(router, { ...pinned, tools: [weather] });
    expect(made.map(({ name, arguments: args }) => [name, args])).toEqual([
      ['weather', { city: 'Oslo' }],
      ['weather', { city: 'Rome' }],
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
    expect(finish.finishReason).toBe('tool_calls');
    expect(text).toBe('Let me look.');
    expect(JSON.stringify(calls()[0]?.body)).toContain('Tells the weather of a city.');
  });

  it('sends a conversation with tool results and bounds the output', async () => {
    const { router, calls } = await stand(() => vendor.shape({ text: ['Cold.'] }));
    await ask(router, {
      ...pinned,
      tools: [weather],
      maxOutputTokens: 321,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Oslo?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'a1', name: 'weather', arguments: { city: 'Oslo' } }],
        },
        { role: 'tool', toolCallId: 'a1', name: 'weather', content: '-4 °C', isError: false },
      ],
    });
    const sent = JSON.stringify(calls()[0]?.body);
    expect(sent).toContain('-4 °C');
    expect(sent).toContain('Be brief.');
    expect(sent).toMatch(/"(?:max_tokens|max_completion_tokens|num_predict)":321/);
  });

  it('asks for JSON of a schema', async () => {
    const { router, calls } = await stand(() => vendor.shape({ text: ['{"mood":"fine"}'] }));
    const outputSchema = { type: 'object', properties: { mood: { type: 'string' } }, required: ['mood'] };
    const { text } = await ask(router, { ...pinned, outputSchema });
    expect(JSON.parse(text)).toEqual({ mood: 'fine' });
    expect(JSON.stringify(calls()[0]?.body)).toContain('"mood":{"type":"string"}');
  });

  it('asks in words for JSON that the vendor cannot be held to', async () => {
    const { router, calls } = await stand(() => vendor.shape({ text: ['[1]'] }));
    await ask(router, { ...pinned, outputSchema: { type: 'array', items: { type: 'integer', minimum: 1 } } });
    expect(JSON.stringify(calls()[0]?.body)).toMatch(/minimum[\\"]+:1/);
  });

  it('tells an answer that ran out of tokens', async () => {
    const { router } = await stand(() => vendor.shape({ text: ['And so'], finish: vendor.words.length }));
    expect((await ask(router, pinned)).finish.finishReason).toBe('length');
  });

  it.each(['cut', 'clean'] as const)(
    'takes a stream that ends unfinished (%s) for an error, not for an answer',
    async (end) => {
      const { router } = await stand(() => vendor.shape({ text: ['The answer is'], finish: null, end }));
      const partial: string[] = [];
      await expect(ask(router, pinned, { partial })).rejects.toMatchObject({ code: 'provider_failed' });
      expect(partial.join('')).toBe('The answer is');
    },
  );

  it.each([
    [401, 'refused the key'],
    [429, 'rate limited'],
    [500, 'unavailable'],
    [400, 'invalid'],
  ])('says why it failed on %i, without the vendor’s words', async (status, why) => {
    const { router, calls } = await stand(() => ({
      status,
      headers: { 'retry-after': '30' },
      json: { type: 'error', error: { type: 'some_error', message: 'sk-secret leaked vendor text' } },
    }));
    const failure = await ask(router, pinned).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: status === 429 ? 'rate_limited' : 'provider_failed' });
    const message = String((failure as Error).message);
    expect(message).toContain(why);
    expect(message).not.toContain('sk-secret');
    expect(calls()).toHaveLength(1); // nobody retried behind the router's back
    if (status === 429 && vendor.name !== 'ollama') expect(failure).toMatchObject({ retryAfterSeconds: 30 });
  });

  it('stops the vendor when the caller goes away', async () => {
    const { router } = await stand(() => vendor.shape({ text: ['One', 'Two'], finish: null, end: 'hang' }));
    const controller = new AbortController();
    const partial: string[] = [];
    const running = ask(router, pinned, { signal: controller.signal, partial });
    const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => partial.join('')).toBe('OneTwo');
    controller.abort();
    await ended;
    await expect.poll(() => standIn?.hangUps()).toBe(1);
  });

  it('stops the vendor when nobody reads on', async () => {
    const { router } = await stand(() => vendor.shape({ text: ['One', 'Two'], finish: null, end: 'hang' }));
    for await (const event of router.stream(requestOf(pinned), { signal: new AbortController().signal })) {
      if (event.type === 'text') break;
    }
    await expect.poll(() => standIn?.hangUps()).toBe(1);
  });
});

describe('schemas, as vendors take them', () => {
  async function sent(vendorIndex: number, outputSchema: Record<string, unknown>) {
    const vendor = vendors[vendorIndex] as Vendor;
    standIn = await startStandIn(() => vendor.shape({ text: ['{}'] }));
    await ask(routerOf(vendor.env(standIn.url)), { use: [vendor.model], outputSchema });
    return standIn.requests[0]?.body;
  }
  const bounded = {
    type: 'object',
    properties: { n: { type: 'integer', minimum: 1, maximum: 9 } },
    required: ['n'],
  };

  it('says bounds in words to Anthropic, which refuses them as keywords, and closes objects', async () => {
    const n = { type: 'integer', description: '{"minimum":1,"maximum":9}' };
    const schema = { type: 'object', properties: { n }, required: ['n'], additionalProperties: false };
    expect(await sent(1, bounded)).toMatchObject({
      output_config: { format: { type: 'json_schema', schema } },
    });
  });

  it('asks Anthropic in words for an object of any keys', async () => {
    const body = await sent(1, { type: 'object', additionalProperties: { type: 'string' } });
    expect(body).not.toHaveProperty('output_config');
    expect(JSON.stringify(body)).toContain('JSON Schema');
  });

  it('is strict with OpenAI where the whole schema can be enforced, and only there', async () => {
    const strictness = async (schema: Record<string, unknown>) => await sent(0, schema);
    expect(await strictness({ ...bounded, additionalProperties: false })).toMatchObject({
      response_format: { json_schema: { strict: true } },
    });
    await standIn?.close();
    expect(await strictness(bounded)).toMatchObject({ response_format: { json_schema: { strict: false } } });
  });
});

describe('perplexity', () => {
  const request = { task: 'research', use: ['perplexity/sonar'] } as const;
  const envOf = (url: string) => ({ PERPLEXITY_API_KEY: 'pplx-test', PERPLEXITY_BASE_URL: `${url}/v1` });

  it('speaks the Agent API and charges what the vendor says that it charged', async () => {
    standIn = await startStandIn(() => responseStream({ text: ['Paris', '.'], costUsd: 0.005004 }));
    const { text, finish } = await ask(routerOf(envOf(standIn.url)), request);
    expect(text).toBe('Paris.');
    expect(finish).toMatchObject({
      model: 'perplexity/sonar',
      costNanoUsd: 5_004_000,
      tokens: { total: 17 },
    });
    expect(standIn.requests[0]?.path).toBe('/v1/responses');
    expect(standIn.requests[0]?.body).toMatchObject({
      model: 'perplexity/sonar',
      tools: [{ type: 'web_search' }],
    });
  });

  it('falls back to chat completions where the Agent API is unknown, and remembers it', async () => {
    standIn = await startStandIn(({ path }) =>
      path.endsWith('/chat/completions')
        ? completionStream({ text: ['Paris.'], usage: { input: 100, output: 10 } })
        : { status: 404, json: { error: { message: 'no such path' } } },
    );
    const router = routerOf(envOf(standIn.url));
    expect((await ask(router, request)).text).toBe('Paris.');
    const { finish } = await ask(router, request);
    expect(finish.costNanoUsd).toBe(100 * 1_000 + 10 * 2_500 + 5_000_000);
    expect(standIn.requests.map(({ path }) => path)).toEqual([
      '/v1/responses',
      '/v1/chat/completions',
      '/v1/chat/completions',
    ]);
    expect(standIn.requests[1]?.body).toMatchObject({ model: 'sonar' });
  });

  it('puts the sources that an answer cites below it, in either protocol', async () => {
    const answer = { text: ['Paris [2].'], sources: ['https://a.example', 'https://b.example'] };
    standIn = await startStandIn(() => responseStream(answer));
    const below = 'Paris [2].\n\nSources:\n[2] https://b.example';
    expect((await ask(routerOf(envOf(standIn.url)), request)).text).toBe(below);
    await standIn.close();
    standIn = await startStandIn(({ path }) =>
      path.endsWith('/chat/completions') ? completionStream(answer) : { status: 404, json: {} },
    );
    expect((await ask(routerOf(envOf(standIn.url)), request)).text).toBe(below);
  });

  it('takes a cut response for an error', async () => {
    standIn = await startStandIn(() => responseStream({ text: ['Par'], finish: null }));
    await expect(ask(routerOf(envOf(standIn.url)), request)).rejects.toMatchObject({
      code: 'provider_failed',
    });
    expect(standIn.requests).toHaveLength(1);
  });
});

import {
  completion,
  completionStream,
  message,
  messageStream,
  type StandIn,
  type StandInReply,
  type StandInRequest,
  type StreamedAnswer,
  startStandIn,
} from '@agent-factory/llm/testing';
import OpenAI, { APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

/** What the vendor says next; each test sets it. */
let answer: StreamedAnswer;
let reply: ((request: StandInRequest) => StandInReply) | null;
let vendor: StandIn;
let api: TestApi;
let client: OpenAI;

const isStreamed = ({ body }: StandInRequest) => (body as { stream?: boolean }).stream === true;

beforeAll(async () => {
  vendor = await startStandIn((request) => {
    if (reply !== null) return reply(request);
    if (request.path.endsWith('/embeddings')) return embeddings(request);
    const isAnthropic = request.path.endsWith('/messages');
    if (isStreamed(request)) return isAnthropic ? messageStream(answer) : completionStream(answer);
    return isAnthropic ? message(answer) : completion(answer);
  });
  api = await startTestApi({
    worker: false,
    env: {
      DEFAULT_PLAN: 'enterprise',
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: `${vendor.url}/v1`,
      ANTHROPIC_API_KEY: 'sk-ant-test',
      ANTHROPIC_BASE_URL: vendor.url,
    },
  });
  client = new OpenAI({
    apiKey: await api.tokenOf(await api.addUser()),
    baseURL: `${api.url}/v1`,
    maxRetries: 0,
  });
});
afterAll(async () => {
  await api.close();
  await vendor.close();
});

function embeddings({ body }: StandInRequest): StandInReply {
  const { input } = body as { input: string[] };
  const data = input.map((_text, index) => ({ object: 'embedding', index, embedding: [0.25, -0.5, index] }));
  return { json: { object: 'list', data, model: 'recorded', usage: { prompt_tokens: 4, total_tokens: 4 } } };
}

function says(next: StreamedAnswer): void {
  answer = next;
  reply = null;
}

function lastBody(): Record<string, unknown> {
  return vendor.requests.at(-1)?.body as Record<string, unknown>;
}

const weather = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'Tells the weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const;
const twoCalls = [
  { id: 'call_a', name: 'weather', argumentPieces: ['{"city":', '"Riga"}'] },
  { id: 'call_b', name: 'weather', argumentPieces: ['{"city":', '"Oslo"}'] },
];
const question = [{ role: 'user', content: 'How are you?' }] as const;

/** One vendor whose own JSON is passed on, one whose protocol is another. */
const models = ['openai/gpt-5-mini', 'anthropic/claude-haiku-4-5'];

describe.each(models)('the unmodified SDK with %s', (model) => {
  test('a chat', async () => {
    says({ text: ['I am ', 'well.'], usage: { input: 20, output: 7, cached: 8 } });
    const { data, response, request_id } = await client.chat.completions
      .create({ model, messages: [...question], max_completion_tokens: 50 })
      .withResponse();
    expect(data.object).toBe('chat.completion');
    expect(data.choices).toMatchObject([
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'I am well.' } },
    ]);
    expect(data.usage).toMatchObject({
      prompt_tokens: 20,
      completion_tokens: 7,
      total_tokens: 27,
      prompt_tokens_details: { cached_tokens: 8 },
    });
    expect(response.headers.get('x-agent-factory-model')).toBe(model);
    expect(Number(response.headers.get('x-agent-factory-cost-usd'))).toBeGreaterThan(0);
    expect(request_id).toBe(response.headers.get('x-request-id'));
  });

  test('the same again from the cache where that is asked for, whole and streamed, at no cost', async () => {
    says({ text: ['I am ', 'well.'] });
    const request = { model, messages: [{ role: 'user' as const, content: 'Once only?' }], temperature: 0 };
    const headers = { 'x-agent-factory-cache': 'on' };
    for (const stream of [false, true]) {
      const before = vendor.requests.length;
      const ask = async () => {
        const response = await client.chat.completions
          .create({ ...request, stream }, { headers })
          .asResponse();
        return { text: await response.text(), cache: response.headers.get('x-agent-factory-cache') };
      };
      const [first, second] = [await ask(), await ask()];
      expect([first.cache, second.cache]).toEqual([stream ? 'hit' : 'miss', 'hit']);
      expect(second.text).toContain('well.');
      expect(vendor.requests.length).toBe(before + (stream ? 0 : 1));
    }
  });

  test('a stream, with usage at its end where asked for', async () => {
    says({ text: ['I am ', 'well.'], usage: { input: 20, output: 7 } });
    for (const wanted of [false, true]) {
      const stream = await client.chat.completions.create({
        model,
        messages: [...question],
        stream: true,
        ...(wanted && { stream_options: { include_usage: true } }),
      });
      let text = '';
      const reasons: unknown[] = [];
      const usages: unknown[] = [];
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? '';
        if (chunk.choices[0]?.finish_reason) reasons.push(chunk.choices[0].finish_reason);
        if (chunk.usage) usages.push(chunk.usage);
      }
      expect(text).toBe('I am well.');
      expect(reasons).toEqual(['stop']);
      expect(usages).toMatchObject(
        wanted ? [{ prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 }] : [],
      );
    }
  });

  test('calls of tools at once, whole and streamed, and their results on the way back', async () => {
    const request = { model, messages: [...question], tools: [weather] };
    const seen = [
      { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city":"Riga"}' } },
      { id: 'call_b', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
    ];
    says({ calls: twoCalls });
    const whole = await client.chat.completions.create(request);
    expect(whole.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { tool_calls: seen } });

    const streamed = await client.chat.completions.stream(request).finalChatCompletion();
    expect(streamed.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { tool_calls: seen } });

    says({ text: ['Rain in both.'] });
    const message = whole.choices[0]?.message;
    if (message === undefined) throw new Error('no answer');
    const results = seen.map(({ id }) => ({ role: 'tool' as const, tool_call_id: id, content: 'rain' }));
    const last = await client.chat.completions.create({
      ...request,
      messages: [...question, message, ...results],
    });
    expect(last.choices[0]?.message.content).toBe('Rain in both.');
    const sent = JSON.stringify(lastBody());
    for (const { id } of seen) expect(sent.split(id).length - 1, id).toBe(2);
  });

  test('the SDK runs tools by itself', async () => {
    const asked: string[] = [];
    reply = (request) => {
      const isSecond = JSON.stringify(request.body).includes('rain in');
      const next: StreamedAnswer = isSecond ? { text: ['Take a coat.'] } : { calls: twoCalls };
      return request.path.endsWith('/messages') ? message(next) : completion(next);
    };
    const runner = client.chat.completions.runTools({
      model,
      messages: [...question],
      tools: [
        {
          type: 'function',
          function: {
            ...weather.function,
            parameters: { ...weather.function.parameters, required: ['city'] },
            parse: JSON.parse,
            function: ({ city }: { city: string }) => {
              asked.push(city);
              return `rain in ${city}`;
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toBe('Take a coat.');
    expect(asked).toEqual(['Riga', 'Oslo']);
  });

  test('an answer of a schema', async () => {
    says({ text: ['{"mood":', '"good"}'] });
    const parsed = await client.chat.completions.parse({
      model,
      messages: [...question],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'mood',
          strict: true,
          schema: {
            type: 'object',
            properties: { mood: { type: 'string' } },
            required: ['mood'],
            additionalProperties: false,
          },
        },
      },
    });
    expect(parsed.choices[0]?.message.parsed).toEqual({ mood: 'good' });
    expect(JSON.stringify(lastBody())).toContain('"mood"');
  });

  test('images', async () => {
    says({ text: ['A cat.'] });
    const pixel = 'iVBORw0KGgo=';
    await client.chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
          ],
        },
      ],
    });
    expect(JSON.stringify(lastBody())).toContain(pixel);
    expect(JSON.stringify(lastBody())).toContain('image/png');
  });

  test('leaving a stream hangs up on the vendor', async () => {
    says({ text: ['I am'], finish: null, end: 'hang' });
    const before = vendor.hangUps();
    const stream = await client.chat.completions.create({ model, messages: [...question], stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) stream.controller.abort();
    await expect.poll(() => vendor.hangUps()).toBe(before + 1);
  });

  test('an answer that the vendor cuts off is an error, and nothing that looks whole', async () => {
    says({ text: ['I am', ' we'], finish: null, end: 'cut' });
    const stream = await client.chat.completions.create({ model, messages: [...question], stream: true });
    const reasons: unknown[] = [];
    const read = (async () => {
      for await (const chunk of stream) reasons.push(chunk.choices[0]?.finish_reason ?? null);
    })();
    await expect(read).rejects.toThrow(APIError);
    expect(reasons.every((reason) => reason === null)).toBe(true);
  });
});

describe('errors of the SDK', () => {
  async function errorOf(promise: Promise<unknown>): Promise<APIError> {
    const error = await promise.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof APIError)) throw new Error('was not refused');
    return error;
  }
  const chat = (change: object) =>
    client.chat.completions.create({ model: 'auto', messages: [...question], ...change });

  test('a key that is none: AuthenticationError', async () => {
    const stranger = client.withOptions({ apiKey: 'sk-nonsense' });
    const error = await errorOf(stranger.chat.completions.create({ model: 'auto', messages: [...question] }));
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  test('a model that is none: NotFoundError', async () => {
    for (const model of ['gpt-5-mini', 'openai/nonsense', 'nobody/nothing', 'agent:nobody', 'agent:No One']) {
      const error = await errorOf(chat({ model }));
      expect(error, model).toBeInstanceOf(OpenAI.NotFoundError);
      expect(error.code).toBe('not_found');
    }
  });

  test.each([
    ['temperature', { temperature: 9 }],
    ['n', { n: 3 }],
    ['messages[0].content', { messages: [{ role: 'user', content: 7 }] }],
  ])('a wrong %s: BadRequestError that names it', async (param, change) => {
    const error = await errorOf(chat(change));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ param, code: 'invalid_input', type: 'invalid_request_error' });
  });

  test('a ceiling that no model can keep: UnprocessableEntityError', async () => {
    says({ text: ['hm'] });
    const before = vendor.requests.length;
    const headers = { 'x-agent-factory-max-cost-usd': '0.0000001' };
    const request = { model: 'openai/gpt-5-mini', messages: [...question] };
    const error = await errorOf(client.chat.completions.create(request, { headers }));
    expect(error).toBeInstanceOf(OpenAI.UnprocessableEntityError);
    expect(error).toMatchObject({ code: 'cost_ceiling', type: 'insufficient_quota' });
    expect(vendor.requests.length).toBe(before);
  });

  test('every vendor refusing by its limit: RateLimitError, with when to come back', async () => {
    reply = () => ({
      status: 429,
      headers: { 'retry-after': '33' },
      json: { error: { message: 'slow down', type: 'requests' } },
    });
    for (const stream of [false, true]) {
      const error = await errorOf(chat({ model: 'openai/gpt-5-mini', stream }) as Promise<unknown>);
      expect(error).toBeInstanceOf(OpenAI.RateLimitError);
      expect(error.headers?.get('retry-after')).toBe('33');
      expect(error.message).not.toContain('slow down');
    }
  });
});

describe('models and embeddings', () => {
  test('the list has the router’s choice, configured models and agents; each can be read', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toEqual(
      expect.arrayContaining(['auto', 'auto:research', ...models, 'agent:everyday-helper']),
    );
    expect(ids.filter((id) => id.startsWith('mistral/'))).toEqual([]);
    for (const id of ['auto', 'openai/gpt-5-mini', 'agent:everyday-helper']) {
      expect(await client.models.retrieve(id)).toMatchObject({ id, object: 'model' });
    }
    await expect(client.models.retrieve('openai/nonsense')).rejects.toThrow(OpenAI.NotFoundError);
  });

  test('embeddings, in the SDK’s base64 and as numbers', async () => {
    says({});
    const model = 'openai/text-embedding-3-small';
    for (const more of [{}, { encoding_format: 'float' as const }]) {
      const { data, usage } = await client.embeddings.create({ model, input: ['a', 'b'], ...more });
      expect(data.map(({ embedding }) => [...embedding])).toEqual([
        [0.25, -0.5, 0],
        [0.25, -0.5, 1],
      ]);
      expect(usage).toMatchObject({ prompt_tokens: 4, total_tokens: 4 });
    }
    for (const model of ['text-embedding-3-small', 'nobody/nothing', 'agent:adder']) {
      await expect(client.embeddings.create({ model, input: 'a' }), model).rejects.toThrow(APIError);
    }
  });
});

import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { AppError } from '@agent-factory/contracts';
import { afterEach, describe, expect, test } from 'vitest';
import type {
  AnswerPiece,
  AnswerSink,
  DispatchOptions,
  DispatchPort,
  EmbedPort,
  ModelRequest,
} from '../model-port.ts';
import { finishEvent } from '../testing/finish-event.ts';
import { createGateway } from './create-gateway.ts';
import type { Admission, GatewayConfig } from './gateway-port.ts';

/** What a router does with one call; it holds the sink and says what was halted. */
type Script = (sink: AnswerSink, request: ModelRequest, options: DispatchOptions) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(
  script: Script,
  config: Partial<GatewayConfig> = {},
  admission: Partial<Admission> = {},
) {
  const flow: string[] = [];
  const left = Promise.withResolvers<void>();
  const router: DispatchPort & EmbedPort = {
    dispatch(request, sink, options) {
      script(sink, request, options);
      return {
        pause: () => flow.push('pause'),
        resume: () => flow.push('resume'),
        cancel: () => {
          flow.push('cancel');
          left.resolve();
        },
      };
    },
    embed: async (request) => ({
      provider: 'openai',
      model: 'openai/embedder',
      vectors: request.input.map((_text, index) => [0.5, -1, index]),
      tokens: { input: 3, output: 0, total: 3, cachedInput: 0, cacheWrite: 0, reasoning: 0 },
      costNanoUsd: 60,
      estimated: false,
    }),
  };
  const server = createServer(
    createGateway({ router, admit: async () => ({ options: {}, ...admission }), ...config }),
  );
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    flow,
    left: left.promise,
    post: (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

const info = { provider: 'openai', model: 'openai/gpt-5-mini', raw: false, cached: false };
const finish = finishEvent({ model: 'openai/gpt-5-mini', provider: 'openai', costNanoUsd: 1_234 });
const hello = { model: 'auto', messages: [{ role: 'user', content: 'hello' }] };
const text = (piece: string): AnswerPiece => ({ event: { type: 'text', text: piece }, raw: null });

const speak: Script = (sink) => {
  sink.opened(info);
  sink.pieces([text('one '), text('two')]);
  sink.finished(finish);
};

function eventsOf(body: string): string[] {
  return body
    .split('\n\n')
    .filter((block) => block.startsWith('data: '))
    .map((block) => block.slice('data: '.length));
}

describe('an answer', () => {
  test('whole, with usage, cost and what answered', async () => {
    const { post } = await serve(speak);
    const response = await post(hello);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-agent-factory-model')).toBe('openai/gpt-5-mini');
    expect(response.headers.get('x-agent-factory-cost-usd')).toBe('0.000001234');
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: 'openai/gpt-5-mini',
      choices: [{ index: 0, message: { role: 'assistant', content: 'one two' }, finish_reason: 'stop' }],
      usage: { prompt_tokens_details: { cached_tokens: 0 } },
      agent_factory: { cost_usd: 0.000001234, cached: false },
    });
  });

  test('streamed, its usage only where asked for', async () => {
    const { post } = await serve(speak);
    for (const includeUsage of [false, true]) {
      const response = await post({
        ...hello,
        stream: true,
        stream_options: { include_usage: includeUsage },
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const events = eventsOf(await response.text());
      expect(events.at(-1)).toBe('[DONE]');
      const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
      expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '' });
      expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('one two');
      expect(chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? [])).toEqual(['stop']);
      expect(chunks.filter((chunk) => chunk.usage !== undefined).length).toBe(includeUsage ? 1 : 0);
    }
  });

  test('of a vendor that speaks the protocol itself goes on untouched, whole and in pieces', async () => {
    const whole = '{"id":"v-1","choices":[{"index":0,"message":{"content":"\\u00e9 \\"}"}}],"seen":[1, 2]}';
    const piece =
      '{"id":"v-2","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"odd":{}}';
    const last = '{"id":"v-2",\n"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';
    const usage = '{"id":"v-2","choices": [],"usage":{"prompt_tokens":1}}';
    const { post } = await serve((sink, _request, { streamed }) => {
      sink.opened({ ...info, raw: true });
      if (streamed) sink.pieces([piece, last, usage].map((raw) => ({ event: null, raw })));
      // What the router gathered from the chunks before, such as a whole tool call.
      if (streamed) sink.pieces([text('gathered')]);
      else sink.pieces([{ event: null, raw: whole }]);
      sink.finished(finish);
    });
    const answer = await (await post(hello)).text();
    expect(answer.startsWith(whole.slice(0, -1))).toBe(true);
    const { agent_factory, ...rest } = JSON.parse(answer);
    expect(rest).toEqual(JSON.parse(whole));
    expect(agent_factory).toMatchObject({ model: 'openai/gpt-5-mini', cost_usd: 0.000001234 });
    const events = eventsOf(await (await post({ ...hello, stream: true })).text());
    expect(events).toEqual([piece, last.replace('\n', ' '), '[DONE]']);
  });

  test('asks for what the headers say', async () => {
    let seen: { ceiling: number | null; cache: boolean | undefined } | undefined;
    const { post } = await serve((sink, request, options) => {
      seen = { ceiling: request.maxCostNanoUsd, cache: options.cache };
      speak(sink, request, options);
    });
    await post(hello);
    expect(seen).toEqual({ ceiling: null, cache: undefined });
    await post(hello, { 'x-agent-factory-max-cost-usd': '0.002', 'x-agent-factory-cache': 'on' });
    expect(seen).toEqual({ ceiling: 2_000_000, cache: true });
    const refused = await post(hello, { 'x-agent-factory-max-cost-usd': 'cheap' });
    expect(refused.status).toBe(400);
  });
});

describe('a refusal', () => {
  const late = new AppError('rate_limited', 'Too many.', { retryAfterSeconds: 7 });
  test.each([
    ['of every vendor by its limit', late, 429, 'rate_limit_error', '7', 'true'],
    ['for want of money', new AppError('cost_ceiling', 'No.'), 422, 'insufficient_quota', null, 'false'],
    ['for want of a model', new AppError('no_model_available', 'No.'), 503, 'server_error', null, 'false'],
  ])('%s', async (_title, error, status, type, retryAfter, again) => {
    const { post } = await serve((sink) => sink.failed(error));
    for (const stream of [false, true]) {
      const response = await post({ ...hello, stream });
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(retryAfter);
      expect(response.headers.get('x-should-retry')).toBe(again);
      expect(await response.json()).toEqual({
        error: {
          message: error.message,
          type,
          param: null,
          code: error.code,
          request_id: response.headers.get('x-request-id'),
        },
      });
    }
  });

  test('after the first piece is an event and a broken connection, never [DONE]', async () => {
    const { post } = await serve((sink) => {
      sink.opened(info);
      sink.pieces([text('half')]);
      sink.failed(new AppError('provider_failed', 'It broke off.'));
    });
    const response = await post({ ...hello, stream: true });
    let body = '';
    const read = (async () => {
      for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) body += part;
    })();
    await expect(read).rejects.toThrow();
    expect(eventsOf(body).at(-1)).toContain('"code":"provider_failed"');
    expect(body).not.toContain('[DONE]');
  });

  test('of what was not foreseen does not tell its text, and is reported', async () => {
    const reported: unknown[] = [];
    const bug = new Error('password of the database');
    const { post } = await serve(
      () => {
        throw bug;
      },
      { onError: (error) => reported.push(error) },
    );
    const response = await post(hello);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('password');
    expect(reported).toEqual([bug]);
  });

  test.each([
    ['no JSON', '{"model":', {}, 400, 'invalid_input'],
    ['another content type', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
    ['more than 10 MB', JSON.stringify('x'.repeat(11_000_000)), {}, 413, 'payload_too_large'],
  ])('of %s', async (_title, body, headers, status, code) => {
    const { post } = await serve(speak);
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, type: 'invalid_request_error' } });
  });

  test('of another method, of an address that is not offered', async () => {
    const { url } = await serve(speak);
    const got = await fetch(`${url}/v1/chat/completions`);
    expect(got.status).toBe(405);
    expect(got.headers.get('allow')).toBe('POST');
    const other = await fetch(`${url}/v1/responses`, { method: 'POST', body: '{}' });
    expect(other.status).toBe(404);
    expect(await other.json()).toMatchObject({ error: { code: 'not_found' } });
  });

  test('of a model by a caller that is let in for agents alone', async () => {
    const { post } = await serve(speak, {}, { agentsOnly: true });
    expect((await post(hello)).status).toBe(403);
  });

  test('of a stranger comes before their body is read', async () => {
    const { url } = await serve(speak, {
      admit: () => Promise.reject(new AppError('unauthenticated', 'Who are you?')),
    });
    const request = httpRequest(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 1_000_000 },
    });
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
    expect(response.headers.connection).toBe('close');
    request.destroy();
  });

  test('of a model that is not on the list is a 404, of one that is a 503', async () => {
    const cards = [{ id: 'openai/gpt-5-mini', createdAt: 0, ownedBy: 'openai' }];
    const { post } = await serve(
      (sink) => sink.failed(new AppError('no_model_available', 'Set OPENAI_API_KEY.')),
      {},
      { models: async () => cards },
    );
    expect((await post({ ...hello, model: 'openai/nonsense' })).status).toBe(404);
    expect((await post({ ...hello, model: 'openai/gpt-5-mini' })).status).toBe(503);
    expect((await post({ ...hello, model: 'gpt-5-mini' })).status).toBe(404);
  });
});

describe('the reader', () => {
  test('who breaks their request off in the middle of its body asks no model', async () => {
    const admitted = Promise.withResolvers<void>();
    let asked = false;
    const { port, post: ask } = await serve(
      (sink, request, options) => {
        asked ||= request.messages[0]?.content !== 'hello';
        speak(sink, request, options);
      },
      {
        admit: async () => {
          admitted.resolve();
          return { options: {} };
        },
      },
    );
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      path: '/v1/chat/completions',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 1_000 },
    });
    request.on('error', () => {});
    request.write('{"model":');
    await admitted.promise;
    request.destroy();
    expect((await ask(hello)).status).toBe(200);
    expect(asked).toBe(false);
  });

  test('who leaves ends the call', async () => {
    const { port, left } = await serve((sink) => {
      sink.opened(info);
      sink.pieces([text('one')]);
    });
    const request = post(port, { ...hello, stream: true });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response, 'data');
    request.destroy();
    await left;
  });

  test('who reads to the end ends nothing', async () => {
    const server = await serve(speak);
    await (await server.post(hello, { connection: 'close' })).text();
    await (await server.post({ ...hello, stream: true }, { connection: 'close' })).text();
    expect(server.flow).not.toContain('cancel');
  });

  test('who does not keep up halts the vendor until there is room', async () => {
    const given = Promise.withResolvers<AnswerSink>();
    const { port, flow } = await serve((sink) => {
      sink.opened(info);
      sink.pieces([text('x'.repeat(8_000_000))]);
      given.resolve(sink);
    });
    const request = post(port, { ...hello, stream: true });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const sink = await given.promise;
    sink.pieces([text('more')]);
    expect(flow.includes('pause')).toBe(true);
    expect(flow.includes('resume')).toBe(false);
    response.on('data', () => {});
    while (!flow.includes('resume')) await once(response, 'data');
    sink.finished(finish);
    await once(response, 'end');
  });
});

function post(port: number, body: unknown) {
  const request = httpRequest({
    port,
    host: '127.0.0.1',
    path: '/v1/chat/completions',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  request.on('error', () => {});
  request.end(JSON.stringify(body));
  return request;
}

test('embeddings come as numbers, or as the base64 of 32-bit floats', async () => {
  const { url } = await serve(speak);
  const embed = async (more: object) => {
    const response = await fetch(`${url}/v1/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'openai/embedder', input: ['a', 'b'], ...more }),
    });
    const { data } = (await response.json()) as { data: { embedding: unknown }[] };
    return data.map(({ embedding }) => embedding);
  };
  expect(await embed({})).toEqual([
    [0.5, -1, 0],
    [0.5, -1, 1],
  ]);
  const [, second] = await embed({ encoding_format: 'base64' });
  const bytes = Buffer.from(String(second), 'base64');
  expect([0, 4, 8].map((at) => bytes.readFloatLE(at))).toEqual([0.5, -1, 1]);
});

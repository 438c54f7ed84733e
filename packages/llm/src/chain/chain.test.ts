import { afterEach, describe, expect, it } from 'vitest';
import { ask, requestOf, routerOf, weather } from '../testing/ask.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';
import { completionStream, messageStream } from '../testing/vendor-shapes.ts';

const open: StandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function stand(...replies: StandInReply[]): Promise<StandIn> {
  const standIn = await startStandIn(
    (_, index) => replies[Math.min(index, replies.length - 1)] as StandInReply,
  );
  open.push(standIn);
  return standIn;
}

const failing = (status: number, headers: Record<string, string> = {}): StandInReply => ({
  status,
  headers,
  json: { error: { message: 'no', type: 'error' } },
});
const use = ['openai/gpt-5-mini', 'anthropic/claude-haiku-5-5'];
const bothOf = (openai: StandIn, anthropic: StandIn) => ({
  OPENAI_API_KEY: 'sk-1',
  OPENAI_BASE_URL: `${openai.url}/v1`,
  ANTHROPIC_API_KEY: 'sk-2',
  ANTHROPIC_BASE_URL: anthropic.url,
});

describe('the chain', () => {
  it.each([
    [500, 'unavailable'],
    [503, 'unavailable'],
    [429, 'rate limited'],
    [401, 'refused the key'],
    [404, 'does not know'],
    [400, 'invalid'],
  ])('goes on to the next model on %i and records why', async (status, why) => {
    const [openai, anthropic] = [
      await stand(failing(status)),
      await stand(messageStream({ text: ['Fine.'] })),
    ];
    const { text, finish } = await ask(routerOf(bothOf(openai, anthropic)), { use });
    expect(text).toBe('Fine.');
    expect(finish.model).toBe('anthropic/claude-haiku-5-5');
    expect(finish.fallbacks).toEqual([{ model: 'openai/gpt-5-mini', reason: expect.stringContaining(why) }]);
  });

  it('goes on when nobody listens and when the first answers with rubbish', async () => {
    const gone = await startStandIn(() => failing(500));
    await gone.close();
    const anthropic = await stand(messageStream({ text: ['Fine.'] }));
    const refused = await ask(routerOf(bothOf(gone, anthropic)), { use });
    expect(refused.finish.fallbacks[0]?.reason).toContain('unavailable');
    const rubbish = await stand({
      contentType: 'text/event-stream',
      chunks: ['data: {"choices": [oops\n\n'],
    });
    const read = await ask(routerOf(bothOf(rubbish, anthropic)), { use });
    expect(read.finish.fallbacks[0]?.reason).toContain('could not be read');
  });

  it.each<[string, StandInReply]>([
    ['says nothing', { contentType: 'text/event-stream', chunks: [], end: 'hang' }],
    [
      'opens its answer and goes silent',
      { ...completionStream({ finish: null }), end: 'hang' } as StandInReply,
    ],
  ])('goes on when the first model %s', async (_, silent) => {
    const [openai, anthropic] = [await stand(silent), await stand(messageStream({ text: ['Fine.'] }))];
    // The first use of a vendor loads its client; that is not what is timed here.
    await ask(routerOf(bothOf(anthropic, anthropic)), { use: ['anthropic/claude-haiku-5-5'] });
    const router = routerOf(bothOf(openai, anthropic), { timeouts: { firstTokenMs: 800, stallMs: 800 } });
    const { text, finish } = await ask(router, { use });
    expect(text).toBe('Fine.');
    expect(finish.fallbacks[0]?.reason).toMatch(/800 ms/);
  });

  it('takes a silence in the middle of an answer for its end, and says so', async () => {
    const hanging = await stand(completionStream({ text: ['Half'], finish: null, end: 'hang' }));
    const router = routerOf(bothOf(hanging, hanging), { timeouts: { stallMs: 80 } });
    const partial: string[] = [];
    const running = ask(router, { use: ['openai/gpt-5-mini'] }, { partial });
    await expect(running).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringContaining('nothing more for 80 ms'),
    });
    expect(partial).toEqual(['Half']);
  });

  it('never goes on after the first piece of an answer', async () => {
    const [openai, anthropic] = [
      await stand(completionStream({ text: ['Half'], finish: null, end: 'cut' })),
      await stand(messageStream({ text: ['Whole.'] })),
    ];
    const partial: string[] = [];
    const running = ask(routerOf(bothOf(openai, anthropic)), { use }, { partial });
    await expect(running).rejects.toMatchObject({ code: 'provider_failed' });
    expect(partial).toEqual(['Half']);
    expect(anthropic.requests).toHaveLength(0);
  });

  it('goes on invisibly when tool calls were cut off, since none was handed out', async () => {
    const call = { id: 'a1', name: 'weather', argumentPieces: ['{"city":"Os'] };
    const [openai, anthropic] = [
      await stand(completionStream({ calls: [call], finish: null, end: 'cut' })),
      await stand(messageStream({ text: ['Fine.'] })),
    ];
    const { text, calls } = await ask(routerOf(bothOf(openai, anthropic)), { use, tools: [weather] });
    expect([text, calls]).toEqual(['Fine.', []]);
  });

  it('hands arguments that are no JSON on as they came', async () => {
    const call = { id: 'a1', name: 'weather', argumentPieces: ['{"city": Oslo}'] };
    const standIn = await stand(completionStream({ calls: [call] }));
    const { calls } = await ask(routerOf(bothOf(standIn, standIn)), {
      use: ['openai/gpt-5-mini'],
      tools: [weather],
    });
    expect(calls).toEqual([{ id: 'a1', name: 'weather', arguments: {}, invalidJson: '{"city": Oslo}' }]);
  });

  it('answers too long an input by a larger model, not by the same one again', async () => {
    const full = {
      status: 400,
      json: {
        error: { code: 'context_length_exceeded', message: "This model's maximum context length is 128000" },
      },
    };
    const standIn = await stand(full, completionStream({ text: ['Fine.'] }));
    const router = routerOf(bothOf(standIn, standIn), { retries: 2 });
    const { finish } = await ask(router, {
      use: ['openai/gpt-4o-mini', 'openai/gpt-4o', 'openai/gpt-4.1-mini'],
    });
    expect(finish.model).toBe('openai/gpt-4.1-mini');
    expect(standIn.requests).toHaveLength(2);
  });

  it('tries a refused key once, not once for each of its models', async () => {
    const [openai, anthropic] = [await stand(failing(401)), await stand(messageStream({ text: ['Fine.'] }))];
    await ask(routerOf(bothOf(openai, anthropic)), {
      use: ['openai/gpt-5-nano', 'openai/gpt-5-mini', 'anthropic/claude-haiku-5-5'],
    });
    expect(openai.requests).toHaveLength(1);
  });

  it('does not ask a vendor that is down for all of its models', async () => {
    const [openai, anthropic] = [await stand(failing(503)), await stand(messageStream({ text: ['Fine.'] }))];
    const { finish } = await ask(routerOf(bothOf(openai, anthropic)), { task: 'simple_query' });
    expect(finish.provider).toBe('anthropic');
    expect(openai.requests.length).toBeLessThanOrEqual(2);
    const alone = ask(routerOf({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${openai.url}/v1` }));
    await expect(alone).rejects.toMatchObject({ code: 'provider_failed' });
    expect(openai.requests.length).toBeLessThanOrEqual(4);
  });

  it('waits as long as it was asked to and tries again', async () => {
    const standIn = await stand(
      failing(429, { 'retry-after-ms': '40' }),
      completionStream({ text: ['Fine.'] }),
    );
    const before = performance.now();
    const { text, finish } = await ask(routerOf(bothOf(standIn, standIn), { retries: 1 }), {
      use: ['openai/gpt-5-mini'],
    });
    expect(performance.now() - before).toBeGreaterThanOrEqual(39);
    expect(text).toBe('Fine.');
    expect(finish.fallbacks).toEqual([
      { model: 'openai/gpt-5-mini', reason: expect.stringContaining('429') },
    ]);
  });

  it('does not wait longer than it may, and tells the caller how long it would be', async () => {
    const standIn = await stand(failing(429, { 'retry-after': '3600' }));
    const running = ask(routerOf(bothOf(standIn, standIn), { retries: 3 }), { use: ['openai/gpt-5-mini'] });
    await expect(running).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3600 });
    expect(standIn.requests).toHaveLength(1);
  });

  it('does not try again what cannot succeed', async () => {
    const standIn = await stand(failing(400));
    const running = ask(routerOf(bothOf(standIn, standIn), { retries: 3 }), { use: ['openai/gpt-5-mini'] });
    await expect(running).rejects.toMatchObject({ code: 'provider_failed' });
    expect(standIn.requests).toHaveLength(1);
  });

  it('ends in timed_out when all models together take too long', async () => {
    const hanging = await stand({ ...completionStream({ finish: null }), end: 'hang' } as StandInReply);
    const router = routerOf(bothOf(hanging, hanging), { timeouts: { totalMs: 60 } });
    await expect(ask(router, { use: ['openai/gpt-5-mini'] })).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('counts by itself, and says so with a plausible number, when the vendor gives no usage', async () => {
    const standIn = await stand(completionStream({ text: ['one two three four five'], usage: null }));
    const { finish } = await ask(routerOf(bothOf(standIn, standIn)), { use: ['openai/gpt-5-mini'] });
    expect(finish.tokens.output).toBe(5);
    expect(finish.tokens.input).toBeGreaterThan(8);
    expect(finish.costNanoUsd).toBe(finish.tokens.input * 250 + finish.tokens.output * 2000);
  });

  it('bills cached input at its own price', async () => {
    const standIn = await stand(
      completionStream({ text: ['x'], usage: { input: 2000, output: 10, cached: 1500 } }),
    );
    const { finish } = await ask(routerOf(bothOf(standIn, standIn)), { use: ['openai/gpt-5-mini'] });
    expect(finish.costNanoUsd).toBe(500 * 250 + 1500 * 25 + 10 * 2000);
  });
});

describe('what is offered', () => {
  it('lets offline answer only where no provider is configured', async () => {
    const alone = await ask(routerOf({}));
    expect(alone.finish.model).toBe('offline/extractive-1');
    const broken = await stand(failing(500));
    const running = ask(routerOf({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${broken.url}/v1` }));
    await expect(running).rejects.toMatchObject({ code: 'provider_failed' });
  });

  it('lets a spec ask for offline by name, and never puts it behind another', async () => {
    const router = routerOf({ OPENAI_API_KEY: 'sk-1' });
    expect((await ask(router, { use: ['offline/extractive-1'] })).finish.provider).toBe('offline');
    const { table } = await router.explain(requestOf({ use: ['openai/gpt-5-mini', 'offline/extractive-1'] }));
    expect(table.filter(({ rank }) => rank !== null).map(({ model }) => model)).toEqual([
      'openai/gpt-5-mini',
    ]);
  });

  it('finds an Ollama at its default port, and goes without one that is not there', async () => {
    const tags = [{ name: 'qwen3:8b', details: { parameter_size: '8.2B' } }, { name: 'all-minilm:latest' }];
    const ollama = await startStandIn(({ path, body }) =>
      path === '/api/tags'
        ? { json: { models: tags } }
        : {
            json: {
              capabilities: JSON.stringify(body).includes('qwen3') ? ['completion', 'tools'] : ['embedding'],
            },
          },
    );
    open.push(ollama);
    const router = routerOf({}, { ollamaDefaultUrl: ollama.url });
    const { table } = await router.explain(requestOf());
    expect(table.filter(({ provider }) => provider === 'ollama')).toHaveLength(1);
    expect(table.find(({ rank }) => rank === 0)?.model).toBe('ollama/qwen3:8b');
    expect(table.find(({ provider }) => provider === 'offline')?.dropped?.code).toBe('not_needed');
    const closed = await startStandIn(() => failing(500));
    await closed.close();
    const without = routerOf({}, { ollamaDefaultUrl: closed.url });
    expect((await without.explain(requestOf())).table.find(({ rank }) => rank === 0)?.provider).toBe(
      'offline',
    );
  });

  it('does not replace an Ollama that was named and is silent', async () => {
    const closed = await startStandIn(() => failing(500));
    await closed.close();
    await expect(ask(routerOf({ OLLAMA_HOST: closed.url }))).rejects.toMatchObject({
      code: 'no_model_available',
      message: expect.stringContaining('OLLAMA_HOST'),
    });
  });

  it.each([
    ['anthropic/claude-sonnet-4-5', 'ANTHROPIC_API_KEY'],
    ['openai/gpt-5-mini', 'OPENAI_API_KEY'],
    ['perplexity/sonar', 'PERPLEXITY_API_KEY'],
    ['ollama/llama3', 'OLLAMA_HOST'],
    ['openai-compatible/x', 'OPENAI_COMPATIBLE_BASE_URL'],
    ['nobody/knows', 'no provider "nobody"'],
  ])('names what is missing for the pin %s', async (pin, named) => {
    await expect(ask(routerOf({}), { use: [pin] })).rejects.toMatchObject({
      code: 'no_model_available',
      message: expect.stringContaining(named),
    });
  });

  it('keeps the order of pins and skips those that are not configured', async () => {
    const { table } = await routerOf({ OPENAI_API_KEY: 'sk-1' }).explain(
      requestOf({ use: ['anthropic/claude-opus-5-5', 'openai/gpt-5', 'openai/gpt-5-nano'] }),
    );
    expect(table.filter(({ rank }) => rank !== null).map(({ model }) => model)).toEqual([
      'openai/gpt-5',
      'openai/gpt-5-nano',
    ]);
    expect(table.find(({ model }) => model === 'anthropic/claude-opus-5-5')?.dropped?.code).toBe(
      'not_configured',
    );
  });

  it('does not choose a model whose price nobody named, and says how to name it', async () => {
    const router = routerOf({
      OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_COMPATIBLE_MODELS: 'mystery',
    });
    await expect(ask(router)).rejects.toMatchObject({
      code: 'no_model_available',
      message: expect.stringContaining('price'),
    });
  });

  it('refuses a call whose cheapest worst case is above the ceiling', async () => {
    await expect(ask(routerOf({ OPENAI_API_KEY: 'sk-1' }), { maxCostNanoUsd: 1_000 })).rejects.toMatchObject({
      code: 'cost_ceiling',
      message: expect.stringContaining('maxCostUsd'),
    });
  });

  it('shortens the answer when the ceiling pays for a shorter one only', async () => {
    const standIn = await stand(completionStream({ text: ['Short.'] }));
    const router = routerOf({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${standIn.url}/v1` });
    await ask(router, { use: ['openai/gpt-5-mini'], maxOutputTokens: 10_000, maxCostNanoUsd: 1_000_000 });
    const bound = Number(Reflect.get(standIn.requests[0]?.body as object, 'max_completion_tokens'));
    expect(bound).toBeGreaterThan(128);
    expect(bound * 2_000).toBeLessThan(1_000_000);
  });

  it('says what it knows of every model', () => {
    const models = routerOf({ OPENAI_API_KEY: 'sk-1' }).models();
    expect(models.find(({ id }) => id === 'openai/gpt-5-mini')).toMatchObject({ configured: true });
    expect(models.find(({ id }) => id === 'anthropic/claude-haiku-5-5')).toMatchObject({
      configured: false,
      variable: 'ANTHROPIC_API_KEY',
      price: { source: expect.stringMatching(/^https:/), asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    });
    expect(JSON.stringify(models)).not.toContain('sk-1');
  });

  it.each([
    [{ OPENAI_BASE_URL: 'not a url' }, 'OPENAI_BASE_URL'],
    [{ OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:1/v1' }, 'OPENAI_COMPATIBLE_MODELS'],
    [{ OPENAI_COMPATIBLE_MODELS: 'a@b/c' }, 'OPENAI_COMPATIBLE_MODELS'],
  ])('refuses %j and names the variable', (env, named) => {
    expect(() => routerOf(env)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining(named) }),
    );
  });
});

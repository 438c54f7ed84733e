import { afterEach, describe, expect, it } from 'vitest';
import type { CallOptions, EmbedRequest } from '../model-port.ts';
import { embedOffline } from '../offline/hash-embedding.ts';
import { routerOf } from '../testing/ask.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';

const open: StandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function stand(...replies: StandInReply[]) {
  const standIn = await startStandIn(
    (_, index) => replies[Math.min(index, replies.length - 1)] as StandInReply,
  );
  open.push(standIn);
  return { standIn, env: { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${standIn.url}/v1` } };
}

const asked = (change: Partial<EmbedRequest> = {}): EmbedRequest => ({
  model: 'auto',
  input: ['one', 'two'],
  maxCostNanoUsd: 1_000_000,
  ...change,
});
const options: CallOptions = { signal: new AbortController().signal };
const vectors: StandInReply = {
  json: {
    data: [
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ],
    usage: { prompt_tokens: 50, total_tokens: 50 },
  },
};

describe('vectors', () => {
  it('come in the order of the texts, with what they cost', async () => {
    const { standIn, env } = await stand(vectors);
    const embedded = await routerOf(env).embed(asked({ dimensions: 2 }), options);
    expect(embedded).toMatchObject({
      model: 'openai/text-embedding-3-small',
      vectors: [
        [1, 0],
        [0, 1],
      ],
      tokens: { input: 50, output: 0 },
      costNanoUsd: 1_000,
      estimated: false,
    });
    expect(standIn.requests[0]?.body).toMatchObject({ dimensions: 2, input: ['one', 'two'] });
  });

  it('are asked for again after a failure that can pass, and go on to another vendor by price', async () => {
    const { standIn, env } = await stand({ status: 500, json: {} }, vectors);
    const again = await routerOf(env, { retries: 1 }).embed(asked(), options);
    expect([again.vectors.length, standIn.requests.length]).toEqual([2, 2]);
    const { env: broken } = await stand({ status: 500, json: {} });
    const { standIn: mistral } = await stand(vectors);
    const both = { ...broken, MISTRAL_API_KEY: 'k', MISTRAL_BASE_URL: mistral.url };
    expect((await routerOf(both).embed(asked(), options)).model).toBe('mistral/mistral-embed');
  });

  it.each<[string, Partial<EmbedRequest>, Partial<CallOptions>, string]>([
    ['over the ceiling', { maxCostNanoUsd: 0 }, {}, 'cost_ceiling'],
    ['over a cap', {}, { caps: [{ nanoUsd: 0, by: 'team' }] }, 'cost_ceiling'],
    ['of a vendor that is not there', { model: 'nobody/x' }, {}, 'not_found'],
    ['of rules that are not there', { model: 'offline/x' }, {}, 'not_found'],
    ['of a vendor without embeddings', { model: 'anthropic/x' }, {}, 'no_model_available'],
    ['of a model that the team does not allow', {}, { allowModels: ['mistral/*'] }, 'no_model_available'],
    ['of unknown price under a ceiling', { model: 'openai/some-embedder' }, {}, 'no_model_available'],
  ])('are refused where they would be %s', async (_, change, more, code) => {
    const { standIn, env } = await stand(vectors);
    const router = routerOf({ ...env, ANTHROPIC_API_KEY: 'k' });
    const pinned = { model: 'openai/text-embedding-3-small', ...change };
    await expect(router.embed(asked(pinned), { ...options, ...more })).rejects.toMatchObject({ code });
    expect(standIn.requests).toHaveLength(0);
  });

  it('fewer than there are texts are an error', async () => {
    const { env } = await stand({ json: { data: [{ index: 0, embedding: [1] }] } });
    await expect(routerOf(env).embed(asked(), options)).rejects.toMatchObject({ code: 'provider_failed' });
  });

  it('stop coming when the caller goes away', async () => {
    const { env } = await stand({ contentType: 'text/event-stream', chunks: [], end: 'hang' });
    const controller = new AbortController();
    const running = routerOf(env).embed(asked(), { signal: controller.signal });
    const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => open[0]?.requests.length).toBe(1);
    controller.abort();
    await ended;
    await expect.poll(() => open[0]?.hangUps()).toBe(1);
  });
});

describe('hashed vectors', () => {
  it('serve for nothing where no vendor is configured', async () => {
    const embedded = await routerOf({}).embed(asked({ dimensions: 64 }), options);
    expect(embedded).toMatchObject({ model: 'offline/hash-embedding-1', costNanoUsd: 0 });
    expect(embedded.vectors.map(({ length }) => length)).toEqual([64, 64]);
  });

  it('are the same for the same text, of length one, and close for texts that share words', () => {
    const cosine = (a: string, b: string) => {
      const other = embedOffline(b);
      return embedOffline(a).reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
    };
    expect(embedOffline('Ähnliche Wörter')).toEqual(embedOffline('Ähnliche Wörter'));
    expect(Math.hypot(...embedOffline('some text'))).toBeCloseTo(1, 10);
    expect(embedOffline('').every((value) => value === 0)).toBe(true);
    const refund = 'How do I get a refund for my order?';
    expect(cosine(refund, 'Refunds of orders are paid to the card')).toBeGreaterThan(
      cosine(refund, 'The weather in Oslo is cold today') + 0.1,
    );
  });
});

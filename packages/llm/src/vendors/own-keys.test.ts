import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OwnKey } from '../model-port.ts';
import { ask, routerOf } from '../testing/ask.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';
import { completionStream } from '../testing/vendor-shapes.ts';

const open: StandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function stand(answer: (key: string | undefined) => StandInReply): Promise<StandIn> {
  const standIn = await startStandIn(({ headers }) => answer(headers.authorization));
  open.push(standIn);
  return standIn;
}

const fine = completionStream({ text: ['Fine.'] });
const own: OwnKey = { id: 'pky_1', vendor: 'openai', secret: 'sk-own' };
const pinned = { use: ['openai/gpt-5-mini'] };
const envOf = ({ url }: StandIn) => ({ OPENAI_API_KEY: 'sk-ours', OPENAI_BASE_URL: `${url}/v1` });

describe('a team’s own key', () => {
  it('goes before the platform’s, and the team pays', async () => {
    const openai = await stand(() => fine);
    const { finish } = await ask(routerOf(envOf(openai)), pinned, { options: { ownKeys: [own] } });
    expect(openai.requests[0]?.headers.authorization).toBe('Bearer sk-own');
    expect(finish.attempts).toMatchObject([{ payer: 'team', keyId: 'pky_1' }]);
  });

  it('that is refused is flagged, and the platform’s serves from then on', async () => {
    const openai = await stand((key) => (key === 'Bearer sk-own' ? { status: 401, json: {} } : fine));
    const flagged: string[] = [];
    const router = routerOf(envOf(openai), { onKeyRefused: (id) => flagged.push(id) });
    const { finish } = await ask(router, pinned, { options: { ownKeys: [own] } });
    expect(finish.attempts.map(({ payer, outcome }) => [payer, outcome])).toEqual([
      ['team', 'failed'],
      ['platform', 'answered'],
    ]);
    await ask(router, pinned, { options: { ownKeys: [own] } });
    expect(openai.requests).toHaveLength(3);
    expect(flagged).toEqual(['pky_1']);
  });

  it('is all there is where the plan includes no usage', async () => {
    const openai = await stand(() => ({ status: 401, json: {} }));
    const options = { ownKeys: [own], platformKeys: false };
    const refused = ask(routerOf(envOf(openai)), pinned, { options });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('refused the key') });
    expect(openai.requests).toHaveLength(1);
    const without = ask(routerOf(envOf(openai)), pinned, { options: { platformKeys: false } });
    await expect(without).rejects.toMatchObject({ code: 'no_model_available' });
  });

  it('for a service of one’s own reaches models that only the team knows, where no ceiling needs a price', async () => {
    const service = await stand(() => fine);
    const ownKeys = [{ id: 'pky_2', vendor: 'openai-compatible', secret: 'x', baseUrl: `${service.url}/v1` }];
    const request = { use: ['openai-compatible/house-model'], maxCostNanoUsd: null };
    const { text, finish } = await ask(routerOf({}), request, { options: { ownKeys } });
    expect(text).toBe('Fine.');
    expect(finish.costNanoUsd).toBeNull();
    expect(service.requests[0]?.body).toMatchObject({ model: 'house-model' });
  });

  it('gives a service of one team no bad name with others', async () => {
    const broken = await stand(() => ({ status: 500, json: {} }));
    const openai = await stand(() => fine);
    const ownKeys = [{ ...own, baseUrl: `${broken.url}/v1` }];
    const router = routerOf(envOf(openai));
    for (let i = 0; i < 6; i++) await ask(router, pinned, { options: { ownKeys } }).catch(() => {});
    expect(broken.requests).toHaveLength(5);
    expect((await ask(router, pinned)).text).toBe('Fine.');
  });
});

describe('an address that a team names', () => {
  const refusing: LookupFunction = (host, _options, callback) => {
    callback(Object.assign(new Error(`${host} is not public`), { code: 'forbidden' }), '', 0);
  };

  it.each(['http://127.0.0.1', 'http://[::ffff:127.0.0.1]', 'http://2130706433', 'http://localhost'])(
    'is put to the guard, as a name and as a number (%s)',
    async (host) => {
      const inside = await stand(() => fine);
      const baseUrl = `${host}:${new URL(inside.url).port}/v1`;
      const router = routerOf({}, { lookup: refusing, allowPlainHttp: true });
      const options = { ownKeys: [{ ...own, baseUrl }] };
      await expect(ask(router, pinned, { options })).rejects.toMatchObject({
        message: expect.stringContaining('may not be called'),
      });
      expect(await router.testKey({ ...own, baseUrl })).toMatchObject({ ok: false });
      expect(inside.requests).toHaveLength(0);
    },
  );

  it('must be https where there is a guard', async () => {
    const inside = await stand(() => fine);
    const router = routerOf({}, { lookup: refusing });
    const options = { ownKeys: [{ ...own, baseUrl: `${inside.url}/v1` }] };
    await expect(ask(router, pinned, { options })).rejects.toMatchObject({
      message: expect.stringContaining('https'),
    });
  });

  it('shares no connection with the platform’s own use of it', async () => {
    const openai = await stand(() => fine);
    const router = routerOf(envOf(openai), { lookup: refusing, allowPlainHttp: true });
    await ask(router, pinned);
    const options = { ownKeys: [{ ...own, baseUrl: `${openai.url}/v1` }], platformKeys: false };
    await expect(ask(router, pinned, { options })).rejects.toThrow(/may not be called/);
  });
});

describe('the check of a key', () => {
  const verdictOf = async (reply: StandInReply, vendor: string) => {
    const service = await stand(() => reply);
    const verdict = await routerOf({}).testKey({ id: 'pky_1', vendor, secret: 'k', baseUrl: service.url });
    return { verdict, request: service.requests[0] };
  };

  it.each(['openai', 'anthropic', 'gemini', 'mistral', 'groq', 'openrouter', 'ollama', 'openai-compatible'])(
    'asks %s for something that costs nothing',
    async (vendor) => {
      const { verdict, request } = await verdictOf({ json: { data: [] } }, vendor);
      expect(verdict).toEqual({ ok: true });
      expect(request?.method).toBe('GET');
    },
  );

  it('takes Perplexity’s word that an empty request is invalid for its word that the key is good', async () => {
    const { verdict, request } = await verdictOf({ status: 400, json: {} }, 'perplexity');
    expect(verdict).toEqual({ ok: true });
    expect(request).toMatchObject({ method: 'POST', body: {} });
  });

  it.each([
    [401, 'openai', 'refused the key'],
    [403, 'anthropic', 'refused the key'],
    [401, 'perplexity', 'refused the key'],
    [503, 'mistral', 'unavailable'],
  ])('says why on %i from %s', async (status, vendor, why) => {
    const { verdict } = await verdictOf({ status, json: {} }, vendor);
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringContaining(why) });
  });

  it('says so for a vendor or an address that is none', async () => {
    const router = routerOf({});
    expect(await router.testKey({ ...own, vendor: 'nobody' })).toMatchObject({ ok: false });
    expect(await router.testKey({ ...own, baseUrl: 'nowhere' })).toMatchObject({ ok: false });
    expect(await router.testKey({ ...own, vendor: 'openai-compatible' })).toMatchObject({ ok: false });
  });
});

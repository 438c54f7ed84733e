import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { bodyLimitOf } from './body-limit.ts';
import { restRoutes } from './table.ts';

const of = (body: z.ZodType) => bodyLimitOf({ body });

describe('how large a body may be', () => {
  test.each([
    ['a few bounded fields', z.strictObject({ name: z.string().max(100), on: z.boolean() }), 16_384],
    ['a text of 10,000', z.strictObject({ text: z.string().max(10_000) }), 120_832],
    ['texts in a list', z.strictObject({ all: z.array(z.string().max(100)).max(100) }), 120_832],
    ['a text without an end', z.strictObject({ text: z.string() }), 1_048_576],
    ['a list without an end', z.array(z.boolean()), 1_048_576],
    ['a free object', z.strictObject({ input: z.record(z.string(), z.unknown()) }), 1_048_576],
    ['other keys', z.looseObject({ name: z.string().max(10) }), 1_048_576],
    ['the largest of two ways', z.union([z.boolean(), z.string()]), 1_048_576],
  ])('%s', (_, body, bytes) => {
    expect(of(body)).toBe(bytes);
  });

  test('law: what fits its schema fits its limit, indented and escaped', () => {
    const text = '\u0001'.repeat(5_000);
    const body = z.strictObject({ text: z.string().max(5_000), more: z.array(z.string().max(50)).max(20) });
    const longest = { text, more: Array.from({ length: 20 }, () => '\u0001'.repeat(50)) };
    expect(body.safeParse(longest).success).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(longest, null, 8))).toBeLessThanOrEqual(of(body));
  });
});

describe('over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ worker: false, maxWaitMs: 0 });
  });
  afterAll(() => api.close());

  test('small for what is small, and the refusal says how small; what may be large still may', async () => {
    const token = await api.tokenOf(await api.addUser());
    const post = (path: string, body: unknown) => api.fetch(path, { token, method: 'POST', body });
    const long = 'x'.repeat(200_000);
    const refused = await post('/v1/teams', { name: long });
    expect([refused.status, await refused.json()]).toEqual([
      413,
      expect.objectContaining({ code: 'payload_too_large', detail: 'The body is larger than 16 KB.' }),
    ]);
    // A spec may be long: it is refused for what it says.
    expect((await post('/v1/validate', { spec: long })).status).not.toBe(413);
    expect((await post('/v1/validate', { spec: 'x'.repeat(1_100_000) })).status).toBe(413);
  });

  test('most routes that take a body take a small one', () => {
    const limits = restRoutes
      .filter(({ method, access }) => method !== 'GET' && access === 'team')
      .map(bodyLimitOf);
    expect(limits.filter((bytes) => bytes <= 65_536).length).toBeGreaterThan(15);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import type { Tenant } from '../testing/tenant.ts';
import { makeTenant, restCalls, trpcInputs } from '../testing/valid-calls.ts';
import { appRouter } from '../trpc/router.ts';

// Q15: every route and procedure that can change something, taken from what is mounted, asked for by another site's
// page: with the visitor's cookies, and with a token that the page has got hold of.

let api: TestApi;
let victim: Tenant;
let before: Record<string, string>;
beforeAll(async () => {
  api = await startTestApi({ worker: false, maxWaitMs: 0 });
  victim = await makeTenant(api);
  before = await api.fingerprint();
});
afterAll(() => api.close());

const strangers = [
  'https://evil.example',
  'null',
  'http://web.test.evil.example',
  'https://web.test',
  'file://',
];

interface Mutation {
  method: string;
  path: string;
  body: unknown;
}

function mutations(): Mutation[] {
  const byAddress = new Map<string, { params?: Record<string, unknown>; body?: unknown }>();
  for (const make of Object.values(restCalls)) {
    const { params = {}, body } = make(victim);
    byAddress.set(Object.keys(params).sort().join(), { params, body });
  }
  const ids: Record<string, string> = { ...victim, id: victim.agt } as unknown as Record<string, string>;
  const routes = api.routes
    .filter((route) => !/^(GET|HEAD|OPTIONS) /.test(route) && !route.includes('/trpc'))
    .map((route) => {
      const [method = '', path = ''] = route.split(' ');
      return {
        method,
        path: path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? 'x'),
        body: {},
      };
    });
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
  )
    .filter(([, { _def }]) => _def.type === 'mutation')
    .map(([name]) => ({ method: 'POST', path: `/trpc/${name}`, body: trpcInputs[name]?.(victim) }));
  return [...routes, ...procedures];
}

async function ask({ method, path, body }: Mutation, headers: Record<string, string>): Promise<Response> {
  return api.fetch(path, {
    token: null,
    method,
    body: JSON.stringify(body ?? {}),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('Q15: another site’s page', () => {
  test('changes nothing with the visitor’s cookies, nor with a token: 0 of every mutation there is', async () => {
    const all = mutations();
    expect(all.length).toBeGreaterThan(60);
    for (const mutation of all) {
      for (const origin of strangers) {
        const cookie = `af-access=${victim.token}; __Host-af-access=${victim.token}`;
        const response = await ask(mutation, { origin, cookie, authorization: `Bearer ${victim.token}` });
        expect(response.status, `${mutation.method} ${mutation.path} from ${origin}`).toBe(403);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
      // Without an origin, as a program would: cookies alone are no credential.
      const bare = await ask(mutation, { cookie: `af-access=${victim.token}` });
      expect(bare.headers.get('set-cookie')).toBeNull();
    }
    expect(await api.fingerprint()).toEqual(before);
  }, 120_000);

  test('is told by the preflight that it may not', async () => {
    for (const origin of strangers) {
      const response = await api.fetch('/v1/agents', {
        token: null,
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  test('and our own page, and a page of this server, may', async () => {
    for (const origin of ['http://web.test', api.url]) {
      const response = await ask(
        { method: 'POST', path: '/v1/validate', body: { spec: 'x' } },
        { origin, authorization: `Bearer ${victim.token}` },
      );
      expect(response.status).toBeLessThan(403);
    }
  });
});

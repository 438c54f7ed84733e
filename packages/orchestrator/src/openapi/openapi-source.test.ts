import { compileJsonSchema } from '@agent-factory/spec';
import { dump } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEgressClient, type EgressClient } from '../egress/egress-client.ts';
import { type ApiStand, shopDocument, startApiStand } from '../testing/api-stand.ts';
import { type ApiDescription, apiSource, planApi } from './openapi-source.ts';

const never = new AbortController().signal;
const call = { signal: never, idempotencyKey: 'run_1/1/a' };
const nobody = { scheme: 'none' } as const;

let stand: ApiStand;
let egress: EgressClient;

beforeEach(async () => {
  stand = await startApiStand();
  egress = createEgressClient({ allowPrivate: [stand.place] });
});
afterEach(async () => {
  await egress.close();
  await stand.close();
});

async function open(
  parts: Partial<ApiDescription> = {},
  names: readonly string[] | null = null,
  callMs = 30_000,
) {
  const api: ApiDescription = {
    url: stand.url,
    auth: nobody,
    hasAuthScheme: false,
    apiUrl: null,
    keyFor: () => null,
    ...parts,
  };
  return apiSource(await planApi(api, { egress, signal: never, names }), { egress, signal: never, callMs });
}

function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'was not refused',
    (error: unknown) => {
      expect(error).toMatchObject({ code: 'spec_not_runnable' });
      return error instanceof Error ? error.message : '';
    },
  );
}

describe('a document of 126 operations', () => {
  test('each is a tool that can be called, by its method, with a schema that runs check', async () => {
    const source = await open();
    const tools = source.tools(null);
    expect(tools).toHaveLength(126);
    expect(tools.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(new Set(tools.map(({ hash }) => hash)).size).toBe(126);
    const effects = Object.fromEntries(
      tools.map(({ name, effect, idempotent }) => [name, [effect, idempotent]]),
    );
    expect(effects).toMatchObject({
      orders_list: ['read', true],
      orders_create: ['write', false],
      orders_update: ['write', false],
      orders_replace: ['write', true],
      orders_delete: ['write', true],
    });
    // The circle of references ends, and what is known of the first round is checked.
    const [create] = source.tools(['orders/create']);
    const violations = compileJsonSchema(create?.parameters ?? {});
    expect(violations({ body: { name: null, amount: 1, related: { name: 'x' } } })).toEqual([]);
    expect(violations({ body: { name: 'x', amount: 0 } })).toMatchObject([{ pointer: '/body/amount' }]);
    expect(violations({ body: { amount: 1 } })).toMatchObject([{ message: 'needs "name"' }]);
    expect(violations({})).toMatchObject([{ message: 'needs "body"' }]);
  });

  test('the chosen ones alone are there, under either of their names', async () => {
    const source = await open({}, ['orders/get', 'refunds_create']);
    expect(source.tools(null).map(({ name, sourceName }) => [name, sourceName])).toEqual([
      ['orders_get', 'orders/get'],
      ['refunds_create', 'refunds/create'],
    ]);
  });

  test('parameters go where the document says, in its styles', async () => {
    const source = await open();
    await source.call(
      'orders/list',
      {
        limit: 5,
        ids: ['a', 'b&c'],
        sort: ['name', 'id'],
        filter: { state: 'open', tags: ['x', 'y'] },
        where: { a: [1] },
      },
      call,
    );
    await source.call('orders/get', { id: 'ord 1/ü', 'X-Trace': 't-1' }, call);
    expect(stand.requests).toMatchObject([
      {
        method: 'GET',
        path: '/api/v1/orders',
        query: [
          ['limit', '5'],
          ['ids', 'a'],
          ['ids', 'b&c'],
          ['sort', 'name,id'],
          ['filter[state]', 'open'],
          ['filter[tags][0]', 'x'],
          ['filter[tags][1]', 'y'],
          ['where', '{"a":[1]}'],
        ],
      },
      { path: '/api/v1/orders/ord%201%2F%C3%BC', headers: { 'x-trace': 't-1' } },
    ]);
    expect(stand.requests.every(({ headers }) => headers['idempotency-key'] === undefined)).toBe(true);
  });

  test('bodies go as JSON or as a form, what writes carries the key of its call', async () => {
    const source = await open();
    const made = await source.call('orders/create', { body: { name: 'Tea' } }, call);
    expect(made).toEqual({
      outcome: 'ok',
      value: { status: 200, body: { did: 'POST', at: '/api/v1/orders' } },
    });
    await source.call(
      'orders/update',
      { id: 'ord_1', body: { name: 'a b', tags: ['x'], metadata: { k: 'v' } } },
      call,
    );
    expect(stand.requests.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      ['application/json', '{"name":"Tea"}'],
      ['application/x-www-form-urlencoded', 'name=a+b&tags%5B0%5D=x&metadata%5Bk%5D=v'],
    ]);
    expect(stand.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'run_1/1/a',
      'run_1/1/a',
    ]);
  });

  test.each(['..', '.', ''])('a path cannot be left with %j', async (id) => {
    const result = await (await open()).call('orders/delete', { id }, call);
    expect(result).toMatchObject({ outcome: 'error' });
    expect(stand.requests).toEqual([]);
  });

  test('a header cannot be broken out of', async () => {
    const result = await (await open()).call('orders/get', { id: 'x', 'X-Trace': 'a\r\nx-admin: 1' }, call);
    expect(result).toMatchObject({ outcome: 'error' });
    expect(stand.requests).toEqual([]);
  });

  test('as YAML it is the same, tool by tool', async () => {
    const hashes = async () => (await open()).tools(null).map(({ hash }) => hash);
    const asJson = await hashes();
    stand.text = { type: 'application/yaml', body: dump(shopDocument(), { noRefs: true }) };
    expect(await hashes()).toEqual(asJson);
  });

  test('a hash is of what the document says of the operation, and of where it is', async () => {
    const hashOf = async () => (await open()).tools(['orders/get'])[0]?.hash;
    const before = await hashOf();
    const document = shopDocument();
    stand.document = { ...document, info: { title: 'New name', version: '2' } };
    expect(await hashOf()).toBe(before);
    stand.document = { ...document, servers: [{ url: '/other' }] };
    expect(await hashOf()).not.toBe(before);
  });
});

describe('who calls', () => {
  const token = 'key-canary-0123456789abcdef';

  test('a key goes as the document asks, or as the connection says, and never comes back', async () => {
    stand.answer = ({ headers }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(headers));
    };
    const asked = await open({ auth: { scheme: 'bearer', token } });
    const result = await asked.call('orders/get', { id: 'x' }, call);
    const said = await open({
      auth: { scheme: 'basic', username: 'u', password: token },
      hasAuthScheme: true,
    });
    await said.call('orders/get', { id: 'x' }, call);
    const inQuery = await open({ auth: { scheme: 'query', name: 'key', value: token }, hasAuthScheme: true });
    await inQuery.call('orders/get', { id: 'x' }, call);
    expect(
      stand.requests.map(({ headers, query }) => [headers['x-shop-key'], headers.authorization, query]),
    ).toEqual([
      [token, undefined, []],
      [undefined, `Basic ${Buffer.from(`u:${token}`).toString('base64')}`, []],
      [undefined, undefined, [['key', token]]],
    ]);
    expect(JSON.stringify(result)).not.toContain(token);
  });

  test('a document that names a stranger’s server gets no key there', async () => {
    stand.document = { ...shopDocument(), servers: [{ url: 'https://evil.example/api' }] };
    const source = await open({ auth: { scheme: 'bearer', token } }, ['orders/get']);
    expect(source.tools(null)[0]?.problem).toContain('https://evil.example');
    await expect(source.call('orders/get', { id: 'x' }, call)).rejects.toMatchObject({
      code: 'spec_not_runnable',
    });
    // With the address in the connection a person has said so.
    const meant = await open({ auth: { scheme: 'bearer', token }, apiUrl: `${stand.origin}/mine` }, [
      'orders/get',
    ]);
    await meant.call('orders/get', { id: 'x' }, call);
    expect(stand.requests).toMatchObject([{ path: '/mine/v1/orders/x' }]);
  });

  test('without a connection of its own, a key for the API is used', async () => {
    const keyFor = (address: string) =>
      address === `${stand.origin}/api` ? ({ scheme: 'bearer', token } as const) : null;
    await (await open({ keyFor })).call('orders/get', { id: 'x' }, call);
    expect(stand.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  test('an argument does not take the place of a header of ours', async () => {
    const document = shopDocument();
    const headers = ['Authorization', 'Host', 'Cookie', 'Transfer-Encoding'];
    stand.document = {
      ...document,
      paths: {
        '/x': {
          get: {
            operationId: 'x',
            parameters: headers.map((name) => ({ name, in: 'header', schema: { type: 'string' } })),
          },
        },
      },
    };
    expect((await open()).tools(null)[0]?.parameters.properties).toEqual({});
  });
});

describe('a hostile document or API: each a refusal with its name', () => {
  test.each([
    ['is no valid JSON', '{"openapi": '],
    ['nesting exceeded', `a: ${'['.repeat(5_000)}`],
    ['nesting exceeded', `${'- '.repeat(5_000)}x`],
    ['neither JSON nor YAML', 'a: &a [1]\nb: [*a, *a]'],
    ['Swagger 2.0', '{"swagger": "2.0"}'],
    ['no version of OpenAPI', '{"openapi": "4.0.0", "paths": {}}'],
    ['has no paths', '{"openapi": "3.1.0"}'],
    ['is no OpenAPI document', '[]'],
    ['more than 16 MB', Buffer.alloc(50_000_000, ' ')],
    ['more than 5 MB of YAML', `openapi: 3.1.0\n${'# x\n'.repeat(1_500_000)}`],
  ])('%s', async (words, body) => {
    stand.text = { type: 'text/plain', body };
    expect(await refusal(open())).toContain(words);
  });

  test('references in circles, into nowhere, to elsewhere and in numbers end', async () => {
    const wide = (to: string) => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`p${n}`, { $ref: to }])),
    });
    const schemas = {
      self: { $ref: '#/components/schemas/self' },
      deep: { type: 'object', properties: { next: { $ref: '#/components/schemas/deep' } } },
      bomb1: wide('#/components/schemas/bomb2'),
      bomb2: wide('#/components/schemas/bomb3'),
      bomb3: wide('#/components/schemas/bomb1'),
    };
    const refs = [
      ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
      '#/nowhere',
      'http://169.254.169.254/x.json#/a',
      'file:///etc/passwd',
      '#/__proto__/constructor',
    ];
    stand.document = {
      openapi: '3.1.0',
      paths: Object.fromEntries(
        refs.map((ref, n) => [
          `/${n}`,
          {
            post: {
              operationId: `o${n}`,
              requestBody: { content: { 'application/json': { schema: { $ref: ref } } } },
            },
          },
        ]),
      ),
      components: { schemas },
    };
    const tools = (await open()).tools(null);
    expect(tools).toHaveLength(refs.length);
    for (const { parameters, problem } of tools) {
      expect(problem).toBeNull();
      expect(JSON.stringify(parameters).length).toBeLessThan(200_000);
      expect(compileJsonSchema(parameters)({ body: {} })).toEqual([]);
    }
    expect(stand.fetches).toBe(1);
  });

  test('addresses inside are not asked, whether of the document or of the API (Q11)', async () => {
    for (const url of [
      'http://169.254.169.254/latest',
      'http://localhost/openapi.json',
      'http://[::ffff:127.0.0.1]/',
    ]) {
      expect(await refusal(open({ url }))).toMatch(/not on the public internet/);
    }
    for (const url of [
      'http://169.254.169.254/latest',
      'http://2130706433:8080',
      'http://metadata.google.internal',
    ]) {
      stand.document = { ...shopDocument(), servers: [{ url }] };
      const result = await (await open()).call('orders/get', { id: 'x' }, call);
      expect(result).toMatchObject({
        outcome: 'error',
        value: { error: expect.stringContaining('not on the public internet') },
      });
    }
  });

  test.each([
    ['redirects inside, on a read', 'orders/get', { id: 'x' }, 302, 'not on the public internet'],
    ['redirects, on a write', 'orders/create', { body: { name: 'x' } }, 307, 'not followed'],
  ] as const)('%s', async (_, name, input, status, words) => {
    stand.answer = (_request, response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:80/inside' }).end();
    };
    expect(await (await open()).call(name, input, call)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining(words) },
    });
  });

  test('a slow answer, a huge one, one of bytes, and an error', async () => {
    const hasty = await open({}, null, 200);
    const patient = await open();
    const asked = () => patient.call('orders/get', { id: 'x' }, call);
    stand.answer = () => {};
    expect(await hasty.call('orders/get', { id: 'x' }, call)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('in time') },
    });
    stand.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('7'.repeat(50_000_000));
    };
    const huge = await asked();
    expect(huge).toMatchObject({ outcome: 'ok', value: { truncated: true } });
    expect(JSON.stringify(huge).length).toBeLessThan(101_000);
    stand.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end('png');
    };
    expect(await asked()).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('image/png') },
    });
    stand.answer = (_, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"none"}');
    };
    expect(await asked()).toEqual({
      outcome: 'error',
      value: { error: 'The API answered 404.', status: 404, body: { message: 'none' } },
    });
  });
});

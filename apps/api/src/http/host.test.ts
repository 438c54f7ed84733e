import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
  token = await api.tokenOf(await api.addUser());
});
afterAll(() => api.close());

/** For what `fetch` does not let one send. */
async function sendRaw(request: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.write(request);
  return text(socket);
}

describe('every refusal is a problem document', () => {
  const json = { 'content-type': 'application/json' };
  test.each([
    ['an unknown address', 'GET', '/v1/nothing', undefined, {}, 404, 'not_found'],
    ['an unknown method', 'PATCH', '/v1/agents', undefined, {}, 405, 'method_not_allowed'],
    ['a URL that cannot be decoded', 'GET', '/v1/agents/%zz', undefined, {}, 400, 'invalid_input'],
    ['JSON that does not parse', 'POST', '/v1/agents', '{"spec":', json, 400, 'invalid_input'],
    ['an empty body', 'POST', '/v1/agents', '', json, 400, 'invalid_input'],
    ['JSON that is no object', 'POST', '/v1/agents', '[1]', json, 400, 'invalid_input'],
    [
      'a key for the prototype',
      'POST',
      '/v1/agents',
      '{"spec":"x","__proto__":{}}',
      json,
      400,
      'invalid_input',
    ],
    ['text', 'POST', '/v1/agents', 'x', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'a spec where none is expected',
      'POST',
      '/v1/agents/agt_01m7yk1wt3fezsz74mf5zpcyfb/run',
      'x',
      { 'content-type': 'text/markdown' },
      415,
      'unsupported_media_type',
    ],
    [
      'more than 1 MB',
      'POST',
      '/v1/agents',
      'x'.repeat(1_100_000),
      { 'content-type': 'text/markdown' },
      413,
      'payload_too_large',
    ],
    ['a limit out of range', 'GET', '/v1/agents?limit=101', undefined, {}, 400, 'invalid_input'],
    ['a parameter that does not exist', 'GET', '/v1/agents?page=2', undefined, {}, 400, 'invalid_input'],
    ['a cursor nobody handed out', 'GET', '/v1/runs?cursor=abc', undefined, {}, 400, 'invalid_input'],
    ['a malformed id', 'GET', '/v1/runs/42', undefined, {}, 404, 'not_found'],
  ])('%s', async (_title, method, path, body, headers, status, code) => {
    const response = await api.fetch(path, { token, method, body, headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = await response.json();
    expect(problem).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(problem).toMatchObject({ request_id: response.headers.get('x-request-id') });
    const page = await api.fetch(`/problems/${code}`, { token: null });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`<code>${code}</code>`);
  });

  test('a method that is not offered names those that are', async () => {
    const response = await api.fetch('/v1/agents', { token: null, method: 'PATCH' });
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  test.each([
    ['what is no HTTP', 'GET / HTTP/1.1\r\nhost 127.0.0.1\r\n\r\n', 400],
    ['headers of 20 KB', `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 413],
  ])('%s', async (_title, request, status) => {
    const answer = await sendRaw(request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toMatch(/"request_id":"req_/);
  });

  test.each([
    ['api.test', 200],
    ['localhost:8000', 200],
    ['[::1]:8000', 200],
    ['rebound.evil.test', 400],
    ['127.0.0.1.evil.test', 400],
  ])('under the host name %s it answers %i', async (host, status) => {
    const answer = await sendRaw(`GET /ping HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('a spec of more than 256 KB is a diagnostic, not a broken connection', async () => {
    const response = await api.fetch('/v1/agents', {
      token,
      method: 'POST',
      body: { spec: `${plainSpec('big')}${'x'.repeat(300_000)}` },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid_spec', errors: [{ severity: 'error' }] });
  });
});

describe('headers', () => {
  test('a harmless request id is kept, any other is replaced', async () => {
    const idFor = async (id: string) =>
      (await api.fetch('/ping', { token: null, headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      );
    expect(await idFor('trace-12345678')).toBe('trace-12345678');
    expect(await idFor('short')).toMatch(/^req_/);
    expect(await idFor('with "quotes" and spaces')).toMatch(/^req_/);
    expect(await idFor('x'.repeat(200))).toMatch(/^req_/);
  });

  test('a browser may load, frame and run nothing of an answer', async () => {
    const { headers } = await api.fetch('/ping', { token: null });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('only the web app’s origin may read answers in a browser', async () => {
    const originFor = async (origin: string) =>
      (await api.fetch('/ping', { token: null, headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await originFor('http://web.test')).toBe('http://web.test');
    expect(await originFor('http://evil.test')).toBeNull();
    expect(await originFor('null')).toBeNull();
    const preflight = await api.fetch('/v1/agents', {
      token: null,
      method: 'OPTIONS',
      headers: { origin: 'http://web.test', 'access-control-request-method': 'DELETE' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('what belongs to a team is kept by no cache, and answers differ by origin', async () => {
    for (const path of ['/v1/agents', '/trpc/agents.list']) {
      const { headers } = await api.fetch(path, { token, headers: { origin: 'http://web.test' } });
      expect(headers.get('cache-control'), path).toContain('no-store');
      expect(headers.get('vary')?.toLowerCase(), path).toContain('origin');
    }
  });

  test('large answers are compressed, small ones are not', async () => {
    const encodingOf = async (path: string) =>
      (await api.fetch(path, { token: null, headers: { 'accept-encoding': 'gzip' } })).headers.get(
        'content-encoding',
      );
    expect(await encodingOf('/openapi.json')).toBe('gzip');
    expect(await encodingOf('/ping')).toBeNull();
  });
});

describe('pages', () => {
  test('the API description is readable without inline scripts', async () => {
    const page = await api.fetch('/docs', { token: null });
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBe(4);
    for (const asset of assets) expect((await api.fetch(asset, { token: null })).status, asset).toBe(200);
  });

  test('the JSON Schema of the language is published', async () => {
    const response = await api.fetch('/schema/agent-v1.json', { token: null });
    expect(response.headers.get('content-type')).toContain('application/schema+json');
    expect(await response.json()).toMatchObject({ $schema: expect.stringContaining('2020-12') });
  });

  test('health names the parts and their versions', async () => {
    const response = await api.fetch('/health', { token: null });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      version: '0.0.0-test',
      parts: [
        { name: 'database', status: 'ok', version: expect.stringMatching(/^\d+/) },
        { name: 'queue', status: 'ok' },
        { name: 'models', status: 'ok', detail: expect.stringContaining('offline') },
        { name: 'redis', status: 'not_configured' },
      ],
    });
  });
});

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@agent-factory/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forwardToApi } from './forward-to-api.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
let apiUrl = '';
let server = createServer();

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function browserRequest(init: RequestInit = {}): Request {
  return new Request('http://app.test/api/trpc/runs.watch', {
    ...init,
    headers: { cookie: 'af-access=secret', 'x-forwarded-for': '1.2.3.4', ...init.headers },
  });
}

describe('the gateway to the API', () => {
  test('shows the API the token and the call, and neither cookies nor other headers', async () => {
    let seen: IncomingMessage | undefined;
    answer = (request, response) => {
      seen = request;
      response.setHeader('set-cookie', 'a=b').setHeader('x-request-id', 'req_1').end('{}');
    };
    const response = await forwardToApi(
      browserRequest({ method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }),
      { apiUrl, target: 'runs.start?batch=1', accessToken: 'tok' },
    );
    expect(seen?.url).toBe('/trpc/runs.start?batch=1');
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer tok', 'content-type': 'application/json' });
    expect(seen?.headers.cookie).toBeUndefined();
    expect(seen?.headers['x-forwarded-for']).toBeUndefined();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('x-request-id')).toBe('req_1');
    expect(await response.text()).toBe('{}');
  });

  test('names the team that the page shows, and none where it shows none', async () => {
    const seen: unknown[] = [];
    answer = (request, response) => {
      seen.push(request.headers['x-team-id']);
      response.end('{}');
    };
    const teamId = newId('team');
    // What a page says in a header of its own does not count.
    const request = browserRequest({ headers: { 'x-team-id': newId('team') } });
    for (const team of [teamId, null]) {
      await forwardToApi(request, { apiUrl, target: 'me.get', accessToken: 'tok', teamId: team });
    }
    expect(seen).toEqual([teamId, undefined]);
  });

  test('passes each piece of a stream on before the next one is written', async () => {
    let writeNext = () => {};
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      writeNext = () => void response.end('data: 2\n\n');
    };
    const response = await forwardToApi(browserRequest(), {
      apiUrl,
      target: 'runs.watch',
      accessToken: null,
    });
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('data: 1\n\n');
    writeNext();
    expect((await reader?.read())?.value).toBe('data: 2\n\n');
    expect((await reader?.read())?.done).toBe(true);
  });

  test('hangs up on the API when the visitor leaves', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (request, response) => {
        response.writeHead(200).write('data: 1\n\n');
        request.on('close', resolve);
      };
    });
    const leaving = new AbortController();
    const response = await forwardToApi(browserRequest({ signal: leaving.signal }), {
      apiUrl,
      target: 'runs.watch',
      accessToken: null,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    leaving.abort();
    await closed;
    await expect(reader?.read()).rejects.toThrow();
  });

  test('says in a tRPC error that the API does not answer', async () => {
    server.close();
    await once(server, 'close');
    const response = await forwardToApi(browserRequest(), { apiUrl, target: 'me.get', accessToken: null });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { data: { app_code: 'unavailable', request_id: expect.stringMatching(/^req_[0-9a-f]{32}$/) } },
    });
  });

  test('follows no redirect that the API did not mean to give', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'http://evil.test' }).end();
    const response = await forwardToApi(browserRequest(), { apiUrl, target: 'me.get', accessToken: 'tok' });
    expect(response.status).toBe(503);
  });

  test('refuses a body that is too large before it is sent', async () => {
    const response = await forwardToApi(browserRequest({ method: 'POST', body: 'x'.repeat(2_000_001) }), {
      apiUrl,
      target: 'agents.create',
      accessToken: null,
    });
    expect(response.status).toBe(413);
  });
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient, type EgressClient } from './egress-client.ts';
import { egressFetch } from './egress-fetch.ts';

let server: Server;
let elsewhere: Server;
let origin = '';
let other = '';
let egress: EgressClient;
/** Lets the server write the second half of an answer. */
let more: () => void = () => {};

async function listen(one: Server): Promise<number> {
  one.listen(0, '127.0.0.1');
  await once(one, 'listening');
  // A server that listens on TCP has such an address.
  return (one.address() as AddressInfo).port;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://web');
    if (pathname === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      more = () => response.end('data: 2\n\n');
    } else if (pathname === '/big') response.end('x'.repeat(100_000));
    else if (pathname === '/away') response.writeHead(302, { location: `${other}/seen` }).end();
    else if (pathname === '/inside')
      response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    else if (pathname === '/nothing') response.writeHead(204).end();
    else {
      let body = '';
      for await (const piece of request) body += piece;
      response.end(JSON.stringify({ method: request.method, headers: request.headers, body }));
    }
  });
  elsewhere = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  const ports = [await listen(server), await listen(elsewhere)];
  origin = `http://127.0.0.1:${ports[0]}`;
  other = `http://127.0.0.1:${ports[1]}`;
  egress = createEgressClient({ allowPrivate: ports.map((port) => `127.0.0.1:${port}`) });
});
afterAll(async () => {
  await egress.close();
  for (const one of [server, elsewhere]) {
    one.closeAllConnections();
    one.close();
  }
});

describe('fetch over the egress client', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'POST'])('sends %s with its headers and body', async (method) => {
    const response = await egressFetch(egress)(`${origin}/x`, {
      method,
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: '{"a":"ü"}',
    });
    expect(response).toMatchObject({ ok: true, status: 200, url: `${origin}/x` });
    expect(await response.json()).toMatchObject({
      method,
      body: '{"a":"ü"}',
      headers: {
        authorization: 'Bearer t',
        'content-type': 'application/json',
        'user-agent': 'agent-factory',
      },
    });
  });

  it('hands a body on as it comes', async () => {
    const response = await egressFetch(egress)(`${origin}/stream`);
    const reader = (response.body ?? expect.unreachable()).pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader.read()).toEqual({ done: false, value: 'data: 1\n\n' });
    more();
    expect(await reader.read()).toEqual({ done: false, value: 'data: 2\n\n' });
    expect(await reader.read()).toMatchObject({ done: true });
  });

  it('stops at the bytes and at the time that it may take', async () => {
    const capped = await egressFetch(egress, { maxBytes: 1000 })(`${origin}/big`);
    await expect(capped.text()).rejects.toMatchObject({ code: 'payload_too_large' });
    const slow = await egressFetch(egress, { timeoutMs: 200 })(`${origin}/stream`);
    await expect(slow.text()).rejects.toMatchObject({ code: 'timed_out' });
    const signal = AbortSignal.abort();
    await expect(egressFetch(egress, { signal })(`${origin}/x`)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('gives another origin no header that could be a key', async () => {
    const headers = {
      authorization: 'Bearer t',
      'x-subscription-token': 't',
      'private-token': 't',
      accept: 'application/json',
    };
    const seen = await (await egressFetch(egress)(`${origin}/away`, { headers })).json();
    expect(seen).toMatchObject({ accept: 'application/json' });
    expect(JSON.stringify(seen)).not.toContain('"t"');
    expect(JSON.stringify(seen)).not.toContain('Bearer');
  });

  it('leaves a redirect to whoever wants to see it, and an empty answer empty', async () => {
    expect(await egressFetch(egress)(`${origin}/away`, { redirect: 'manual' })).toMatchObject({
      status: 302,
    });
    expect(await egressFetch(egress)(`${origin}/nothing`)).toMatchObject({ status: 204, body: null });
  });

  it.each(['http://127.0.0.1:1/', 'http://localhost/', 'http://[::ffff:10.0.0.1]/'])(
    'refuses %s (Q11)',
    async (url) => {
      await expect(egressFetch(egress)(url)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it('refuses a redirect inside (Q11)', async () => {
    await expect(egressFetch(egress)(`${origin}/inside`)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

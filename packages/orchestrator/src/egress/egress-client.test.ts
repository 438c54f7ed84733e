import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient, type EgressClient } from './egress-client.ts';

/** A sink on every loopback address, which counts whoever knocks. */
let sink: TcpServer;
let knocks = 0;
let port = 0;
/** A public web server in disguise: reachable only because the test exempts it. */
let web: Server;
let webPort = 0;

async function listen(server: TcpServer, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  sink = createServer((socket) => {
    knocks += 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nsink');
  });
  port = await listen(sink, '0.0.0.0');
  web = createHttpServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://web');
    const to = url.pathname === '/loop' ? '/loop' : url.searchParams.get('to');
    if (to !== null)
      response.writeHead(Number(url.searchParams.get('status') ?? 302), { location: to }).end();
    else if (url.pathname === '/big') response.end('x'.repeat(100_000));
    else if (url.pathname === '/slow') response.write('…');
    else if (url.pathname === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb');
    else response.end(JSON.stringify({ method: request.method, headers: request.headers }));
  });
  webPort = await listen(web, '127.0.0.1');
});

afterAll(() => {
  sink.close();
  web.closeAllConnections();
  web.close();
});

function client(options: Parameters<typeof createEgressClient>[0] = {}): EgressClient {
  return createEgressClient({ allowedPorts: [port, 80, 443], ...options });
}

// However an address is written and whatever DNS says of it: packages/chaos/src/q11-ssrf.ts.
describe('egress (Q11)', () => {
  it('reaches the sink when it is exempt, so that a count of 0 means something', async () => {
    const before = knocks;
    const open = client({ allowPrivate: [`127.0.0.1:${port}`] });
    const response = await open.request({ url: `http://2130706433:${port}/` });
    expect(response.body.toString()).toBe('sink');
    expect(knocks).toBe(before + 1);
    await open.close();
  });

  it.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', '//[::1]:PORT/', 'file:///etc/passwd'])(
    'refuses a redirect to %s',
    async (to) => {
      const before = knocks;
      const egress = client({ allowPrivate: [`127.0.0.1:${webPort}`] });
      const url = `http://127.0.0.1:${webPort}/?to=${encodeURIComponent(to.replace('PORT', String(port)))}`;
      await expect(egress.request({ url })).rejects.toMatchObject({
        code: expect.stringMatching(/^(forbidden|invalid_input)$/),
      });
      expect(knocks).toBe(before);
      await egress.close();
    },
  );

  it('refuses ports that are not for the web', async () => {
    const egress = createEgressClient();
    await expect(egress.request({ url: 'http://example.com:6379/' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await egress.close();
  });
});

describe('an exchange', () => {
  const origin = () => `http://127.0.0.1:${webPort}`;
  const open = () => createEgressClient({ allowPrivate: [`127.0.0.1:${webPort}`] });

  it('follows a few redirects, turns a POST into a GET after 303, and names where it ended', async () => {
    const egress = open();
    const url = `${origin()}/?status=303&to=${encodeURIComponent('/?to=/end')}`;
    const response = await egress.request({ url, method: 'POST', body: 'x' });
    expect(response.url).toBe(`${origin()}/end`);
    expect(JSON.parse(response.body.toString()).method).toBe('GET');
    await egress.close();
  });

  it('gives up on a redirect loop', async () => {
    const egress = open();
    await expect(egress.request({ url: `${origin()}/loop` })).rejects.toMatchObject({ code: 'unavailable' });
    await egress.close();
  });

  it('reads no more than it may', async () => {
    const egress = open();
    const response = await egress.request({ url: `${origin()}/big`, maxBytes: 1000 });
    expect(response).toMatchObject({ truncated: true });
    expect(response.body).toHaveLength(1000);
    await egress.close();
  });

  it('gives up in time, stops when cancelled, and refuses compression that it did not ask for', async () => {
    const egress = open();
    await expect(egress.request({ url: `${origin()}/slow`, timeoutMs: 200 })).rejects.toMatchObject({
      code: 'timed_out',
    });
    const cancel = new AbortController();
    const waiting = egress.request({ url: `${origin()}/slow`, signal: cancel.signal });
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(egress.request({ url: `${origin()}/gzip` })).rejects.toMatchObject({ code: 'unavailable' });
    await egress.close();
  });
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient, type EgressClient } from '../../egress/egress-client.ts';
import { toolCallOptions } from '../../testing/memory-ports.ts';
import { createBuiltinTools } from '../builtin-tools.ts';
import { htmlToText } from './html-to-text.ts';

const page = `<!doctype html><html><head><title>Prices &amp; more</title><style>p{}</style></head><body>
<script>alert('</p>')</script><h1>Prices</h1><p>Tea costs&nbsp;3&euro;<br>a cup.</p><!-- <p>hidden</p> -->
<table><tr><td>a</td><td>1 &lt; 2</td></tr></table></body></html>`;

let server: Server;
let origin = '';
let egress: EgressClient;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const [type, body, status] = {
      '/json': ['application/json; charset=utf-8', '{"tea": 3}', 200] as const,
      '/html': ['text/html', page, 200] as const,
      '/png': ['image/png', 'x', 200] as const,
      '/long': ['text/plain', 'x'.repeat(50_000), 200] as const,
    }[url ?? ''] ?? ['text/plain', 'gone', 404];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  egress = createEgressClient({ allowPrivate: [`127.0.0.1:${port}`] });
});
afterAll(async () => {
  await egress.close();
  server.close();
});

function get(url: string, client = egress) {
  const tools = createBuiltinTools({ clock: { now: () => 0 }, egress: client });
  return tools.call('http_get', { url }, toolCallOptions());
}

describe('http_get', () => {
  it('reads JSON as a value and pages as text', async () => {
    expect(await get(`${origin}/json`)).toMatchObject({
      outcome: 'ok',
      value: { status: 200, json: { tea: 3 } },
    });
    const { value } = await get(`${origin}/html`);
    expect(value).toMatchObject({
      text: 'Prices & more\n\nPrices\n\nTea costs 3€\na cup.\n\na 1 < 2',
      truncated: false,
    });
  });

  it('cuts what is long', async () => {
    const { value } = await get(`${origin}/long`);
    expect(value).toMatchObject({ truncated: true, text: 'x'.repeat(20_000) });
  });

  it.each([
    ['/png', 'which is not text'],
    ['/gone', 'answered 404'],
  ])('tells what is wrong with %s', async (path, words) => {
    expect(await get(`${origin}${path}`)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining(words) },
    });
  });

  it('refuses what is not public (Q11)', async () => {
    const strict = createEgressClient();
    expect(await get('http://169.254.169.254/latest/meta-data/', strict)).toEqual({
      outcome: 'error',
      value: { error: '"169.254.169.254" is not on the public internet.' },
    });
    await strict.close();
  });
});

describe('htmlToText', () => {
  it.each(['<', '</script', '<script>', '<title', '<!--', '&amp'])(
    'takes time in proportion to the length of %j repeated',
    (piece) => {
      const best = (html: string) =>
        Math.min(
          ...[1, 2, 3].map(() => {
            // Of this thread alone: what else the machine does tells nothing about the text.
            const before = process.threadCpuUsage();
            htmlToText(html);
            return process.threadCpuUsage(before).user / 1000;
          }),
        );
      best(piece.repeat(1000));
      // 50 times the text: about 50 times the time, where a quadratic scan takes 2,500 times.
      expect(best(piece.repeat(250_000))).toBeLessThan(600 * Math.max(best(piece.repeat(5000)), 0.5));
    },
  );
});

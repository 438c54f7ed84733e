import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logExchange } from './log-exchange.ts';

test('each answer is one line without credentials and queries; at a higher level there is none', async () => {
  for (const [level, count] of [
    ['info', 1],
    ['warn', 0],
  ] as const) {
    const lines: string[] = [];
    const log = pino({ level }, { write: (line: string) => void lines.push(line) });
    const server = createServer((req, res) => {
      logExchange(log, req, res);
      res.writeHead(429);
      res.end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await fetch(`http://127.0.0.1:${port}/v1/models?token=query-secret`, {
      headers: { authorization: 'Bearer bearer-secret', connection: 'close', 'x-request-id': 'req_1' },
    });
    server.close();
    await once(server, 'close');
    expect(lines.length).toBe(count);
    expect(lines.join('')).not.toContain('secret');
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        method: 'GET',
        path: '/v1/models',
        status: 429,
        request_id: 'req_1',
        duration_ms: expect.any(Number),
      });
    }
  }
});

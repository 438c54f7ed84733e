import Fastify, { LogController } from 'fastify';
import { expect, test } from 'vitest';
import { logAnswer, loggerOptions } from './logger.ts';

test('Q14: the log holds neither credentials nor queries nor bodies', async () => {
  const lines: string[] = [];
  const app = Fastify({
    logger: { ...loggerOptions('info'), stream: { write: (line: string) => void lines.push(line) } },
    logController: new LogController({ disableRequestLogging: true }),
  });
  app.addHook('onResponse', async (request, reply) => logAnswer(request, reply));
  app.post('/verify', async (request) => {
    // What someone may log by mistake.
    request.log.info({ headers: request.headers, req: request }, 'whole headers');
    return {};
  });
  await app.inject({
    method: 'POST',
    url: '/verify?token=one-time-secret',
    headers: {
      authorization: 'Bearer bearer-secret',
      apikey: 'key-secret',
      'x-api-key': 'agf_key-secret',
      cookie: 'a=cookie-secret',
    },
    payload: { password: 'body-secret' },
  });
  await app.close();

  const text = lines.join('');
  expect(text).not.toMatch(/secret/);
  expect(text).toContain('[redacted]');
  expect(lines.map((line) => JSON.parse(line)).at(-1)).toMatchObject({
    method: 'POST',
    path: '/verify',
    status: 200,
    duration_ms: expect.any(Number),
  });
});

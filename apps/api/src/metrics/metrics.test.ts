import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { createTelemetry, type PlatformLoad, type Services } from '@agent-factory/services';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { handleError } from '../errors/error-handler.ts';
import { answerUnknown, collectRoutes } from '../http/not-found.ts';
import { registerMetrics } from './register.ts';

const token = 'a-token-of-some-length';
const load: PlatformLoad = {
  queue: [{ task: 'execute_run', ready: 7, later: 1, running: 2, exhausted: 0 }],
  openTrials: { queued: 4 },
  endedTests: { pass: 12, fail: 3 },
};
const open: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

/** What a caller sees of `path`, with the headers that it sends. */
async function read(
  expected: string | null,
  headers: Record<string, string> = {},
  path = '/metrics',
): Promise<{ status: number | undefined; type: string | undefined; body: string }> {
  const app = Fastify({ genReqId: () => 'req_1' });
  open.push(app);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(answerUnknown(collectRoutes(app)));
  const telemetry = createTelemetry({}, () => {});
  telemetry.observer.breaker({ key: 'openai/big-9', state: 'open' });
  const router = { models: () => [], health: () => [] } satisfies Pick<
    Services['router'],
    'models' | 'health'
  >;
  const connections = () => ({ open: 3, idle: 2, waiting: 0 });
  registerMetrics(app, { telemetry, router, connections, load: async () => load }, expected);
  app.get('/slow/:id', async () => 'done');
  await app.inject('/slow/1');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers }, async (response) => {
      resolve({
        status: response.statusCode,
        type: response.headers['content-type'],
        body: (await text(response)).replace(path, ''),
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('GET /metrics', () => {
  test('gives a neighbour the series in the text format', async () => {
    const seen = await read(null);
    expect(seen).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
    expect(seen.body).toContain('agent_factory_llm_breaker_state{key="openai/big-9"} 2');
    expect(seen.body).toContain('# TYPE agent_factory_llm_cost_usd_total counter');
  });

  test('has how routes answer and how busy connections are, as text and as JSON', async () => {
    const { body } = await read(null);
    expect(body).toContain('_duration_seconds_count{method="GET",route="/slow/:id"} 1');
    expect(body).toContain('agent_factory_database_connections{state="idle"} 2');
    expect(body).toContain('agent_factory_queue_jobs{task="execute_run",state="ready"} 7');
    expect(body).toContain('agent_factory_test_trials_open{status="running"} 0');
    expect(body).toContain('agent_factory_tests_ended_last_hour{verdict="fail"} 3');
    const asJson = await read(null, { accept: 'application/json' });
    expect(asJson.type).toContain('application/json');
    const seen: unknown = JSON.parse(asJson.body);
    expect(seen).toMatchObject({
      http: [{ method: 'GET', route: '/slow/:id', count: 1, errors: 0, p50_ms: expect.any(Number) }],
      database: { open: 3, idle: 2, waiting: 0 },
      queue: [{ task: 'execute_run', ready: 7 }],
      tests: { open_trials: { queued: 4 }, ended_last_hour: { pass: 12, fail: 3 } },
      cache: { spec: null, quota: null },
      router: { models_configured: 0, breakers: [] },
    });
  });

  test.each([{ 'x-forwarded-for': '203.0.113.9' }, { forwarded: 'for=203.0.113.9' }])(
    'is not there for whom a proxy on this machine speaks: %o',
    async (headers) => {
      expect(await read(null, headers)).toEqual(await read(null, headers, '/nothing'));
    },
  );

  test('with a token set, is there for who sends it, wherever from, and for no neighbour', async () => {
    expect((await read(token, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect(
      (await read(token, { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' })).status,
    ).toBe(200);
    const nothing = await read(token, {}, '/nothing');
    expect(nothing.status).toBe(404);
    for (const authorization of ['Bearer wrong', `Bearer ${token}x`, `Basic ${token}`, '']) {
      expect(await read(token, { authorization })).toEqual(nothing);
    }
  });
});

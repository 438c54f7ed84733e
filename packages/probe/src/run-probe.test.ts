import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../apps/api/src/testing/start-test-api.ts';
import { runProbe } from './run-probe.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: true, maxWaitMs: 0 });
});
afterAll(() => api.close());

async function tenants() {
  const [a, b] = await Promise.all([api.addUser(), api.addUser()]);
  return {
    kind: 'given',
    a: await api.tokenOf(a),
    b: await api.tokenOf(b),
    teamA: a.teamId,
    teamB: b.teamId,
  } as const;
}

describe('a deployment that keeps its tenants apart', () => {
  test('has every route and procedure tried, and nothing found', async () => {
    const report = await runProbe({
      url: api.url,
      tenants: await tenants(),
      receiver: 'https://hooks.example.test/probe',
      providerKey: { vendor: 'groq', secret: 'gsk_0123456789abcdef' },
      maxRequests: 20_000,
      maxMinutes: 5,
      say: (line) => console.info(line),
    });
    console.info(
      JSON.stringify(
        { ...report, coverage: report.coverage.filter((c) => c.notTried.length || c.closed.length) },
        null,
        1,
      ),
    );
    expect(report.findings).toEqual([]);
  }, 120_000);
});

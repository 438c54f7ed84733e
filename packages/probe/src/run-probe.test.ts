import { startTestApi, type TestApi } from '@agent-factory/api/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outOfReach } from './inventory/out-of-reach.ts';
import type { ProbeOptions } from './probe-options.ts';
import { runProbe } from './run-probe.ts';
import { type Passing, startProxy } from './testing/proxy-with-holes.ts';

let api: TestApi;
// One each: an address from which many revoked keys were tried has to wait for a while.
beforeEach(async () => {
  api = await startTestApi({ worker: true, maxWaitMs: 0 });
});
afterEach(() => api.close());

async function probe(url: string, parts: Partial<ProbeOptions> = {}) {
  const [a, b] = await Promise.all([api.addUser(), api.addUser()]);
  return runProbe({
    url,
    tenants: { kind: 'given', a: await api.tokenOf(a), b: await api.tokenOf(b), teamA: null, teamB: null },
    receiver: 'https://hooks.example.test/probe',
    // One without embeddings: the documents are not to be read again by it.
    providerKey: { vendor: 'groq', secret: 'gsk_0123456789abcdef' },
    maxRequests: 20_000,
    maxMinutes: 5,
    ...parts,
  });
}

describe('a deployment that keeps its tenants apart', () => {
  test('every route and procedure is tried, nothing is found, and nothing is left', async () => {
    const report = await probe(api.url);
    const notTried = report.coverage.filter((each) => each.notTried.length > 0);
    expect({ notTried, findings: report.findings, left: report.left }).toEqual({
      notTried: [],
      findings: [],
      left: [],
    });
    expect(report.verdict).toBe('isolated');
    const routes = report.coverage.filter(({ door, tries }) => door === 'rest' && tries > 0);
    const procedures = report.coverage.filter(({ door, tries }) => door === 'trpc' && tries > 0);
    // All that the deployment describes, each once at least, but for what is said to be out of reach.
    const reached = new Set([...routes, ...procedures].map(({ door, route }) => `${door} ${route}`));
    const beyond = (report.out_of_reach ?? []).filter(({ door, route }) => !reached.has(`${door} ${route}`));
    expect(reached.size + beyond.length).toBe(report.routes + report.procedures);
    expect(new Set(report.out_of_reach?.map(({ route }) => route))).toEqual(new Set(Object.keys(outOfReach)));
    expect(routes.length).toBeGreaterThan(140);
    expect(procedures.length).toBeGreaterThan(150);
    // Both were asked, and what was asked was really somebody's.
    expect(report.timings.foreign.count).toBeGreaterThan(100);
    expect(report.deployment).toEqual({ url: api.url, version: '0.0.0-test' });
  }, 300_000);
});

/** Tells the two tenants apart: the probe makes B first. Keeps how A asks, and what it was answered. */
function watchTenants() {
  const bearers: string[] = [];
  const answers = new Map<string, string>();
  let headersOfA: Passing['headers'] = {};
  return {
    answers,
    headersOfA: () => headersOfA,
    who({ method, path, headers, status, body }: Passing): 'A' | 'B' | 'nobody' | 'another' {
      const { authorization = '' } = headers;
      if (authorization === '') return 'nobody';
      if (!authorization.startsWith('Bearer ey')) return 'another';
      if (!bearers.includes(authorization)) bearers.push(authorization);
      if (authorization !== bearers[1]) return 'B';
      headersOfA = headers;
      if (method === 'GET' && status === 200) answers.set(path, body);
      return 'A';
    },
  };
}

describe('a deployment with holes', () => {
  test('each of them is found, by its kind, and nothing else is blamed', async () => {
    const tenants = watchTenants();
    const proxy = await startProxy(api.url, async (passing) => {
      const { method, path, status, body, again } = passing;
      const who = tenants.who(passing);
      const refused = who === 'B' && status === 404;
      // Another's object is answered.
      const of = tenants.answers.get(path);
      if (refused && method === 'GET' && /^\/v1\/agents\/agt_\w+$/.test(path) && of)
        return { status: 200, body: of };
      // An id that is somebody's is refused in other words, or by another status.
      if (refused && path.startsWith('/v1/threads/thr_') && of !== undefined) {
        return { status, body: body.replace('There is no such', 'You may not see this') };
      }
      if (refused && path.startsWith('/v1/runs/run_') && of !== undefined) return { status: 403, body };
      // A change that says that it did not happen.
      if (refused && method === 'DELETE' && path.startsWith('/v1/connections/con_')) {
        await again(tenants.headersOfA());
        return null;
      }
      // A list with lines of another, one for everybody, and one that breaks.
      if (who === 'B' && path === '/v1/triggers') return { status, body: tenants.answers.get(path) ?? body };
      if (who === 'nobody' && path === '/v1/runs') return { status: 200, body: '{"items":[]}' };
      if (who === 'B' && path === '/v1/quota') return { status: 500, body: '{}' };
      // A key that may do more than it was made for.
      if (who === 'another' && path === '/v1/schedules' && status === 403)
        return { status: 200, body: '{"items":[]}' };
      return null;
    });
    const only =
      /^(getAgent|getThread|getRun|deleteConnection|listTriggers|listRuns|getQuota|listSchedules|agents\.get|getDocument)$/;
    try {
      const { findings, verdict } = await probe(proxy.url, { only });
      const kinds = new Set(findings.map(({ kind, route }) => `${kind} ${route}`));
      expect([...kinds].sort()).toEqual([
        'differs getRun',
        'differs getThread',
        'effect getConnection',
        'effect listAuditEntries',
        'effect listConnections',
        'effect verifyAuditLog',
        'leak getAgent',
        'leak listTriggers',
        'opened getAgent',
        'scope listSchedules',
        'server_error getQuota',
        'stranger listRuns',
      ]);
      expect(verdict).toBe('holes');
    } finally {
      proxy.close();
    }
  }, 240_000);

  test('what cannot be tried makes the verdict incomplete', async () => {
    const { verdict, findings, coverage } = await probe(api.url, {
      only: /^(getAgent|getProviderKey|listToolChanges)$/,
    });
    expect({ verdict, findings }).toEqual({ verdict: 'incomplete', findings: [] });
    expect(coverage.filter(({ notTried }) => notTried.length > 0)).toEqual([
      { route: '*', door: 'rest', tries: 0, closed: [], notTried: [expect.stringContaining('only routes')] },
    ]);
  }, 240_000);
});

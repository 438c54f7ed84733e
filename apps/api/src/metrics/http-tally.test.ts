import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHttpTally } from './http-tally.ts';

const route = { method: 'GET', route: '/v1/runs/:id' };

test('counts answers by route, and errors beside them', () => {
  const tally = createHttpTally();
  for (const ms of [4, 4, 4, 40]) tally.note({ ...route, status: 200, ms });
  tally.note({ ...route, status: 503, ms: 20_000 });
  const [seen] = tally.latencies();
  expect(seen).toMatchObject({ ...route, count: 5, errors: 1, p99_ms: 10_000 });
  const text = tally.text();
  const labels = 'method="GET",route="/v1/runs/:id"';
  expect(text).toContain(`agent_factory_http_request_duration_seconds_bucket{${labels},le="0.005"} 3`);
  expect(text).toContain(`agent_factory_http_request_duration_seconds_bucket{${labels},le="+Inf"} 5`);
  expect(text).toContain(`agent_factory_http_request_duration_seconds_count{${labels}} 5`);
  expect(text).toContain(`agent_factory_http_errors_total{${labels}} 1`);
});

test('percentiles rise with their share and lie within the bucket of the true one', () => {
  const times = fc.array(fc.double({ min: 0.1, max: 9_999, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(times, (all) => {
      const tally = createHttpTally();
      for (const ms of all) tally.note({ ...route, status: 200, ms });
      const [seen] = tally.latencies();
      const { p50_ms: p50 = 0, p95_ms: p95 = 0, p99_ms: p99 = 0 } = seen ?? {};
      expect(p50 ?? 0).toBeLessThanOrEqual(p95 ?? 0);
      expect(p95 ?? 0).toBeLessThanOrEqual(p99 ?? 0);
      const ends = [0, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];
      const sorted = all.toSorted((a, b) => a - b);
      const exact = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
      const high = ends.find((end) => exact <= end) ?? 0;
      const low = ends[ends.indexOf(high) - 1] ?? 0;
      expect(p95).toBeGreaterThanOrEqual(low);
      expect(p95).toBeLessThanOrEqual(high);
    }),
  );
});

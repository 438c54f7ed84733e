import { z } from 'zod';

const count = z.int().min(0);
/** In milliseconds; null where nothing was measured. */
const percentilesSchema = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

export const metricsInputSchema = z.strictObject({
  /** The window, back from now. */
  hours: z.coerce.number().int().min(1).max(720).default(24),
});

/**
 * What a team's agents have been like, from the rows of its own runs, tests and model calls; the router's state is of the
 * process that answers. What the deployment as a whole is like is for its operator (`/metrics`).
 */
export const metricsSchema = z.object({
  window_hours: count,
  at: z.iso.datetime(),
  /** Runs and trials together: what agents were asked. An error is one that failed, or a trial that was none. */
  requests: z.object({ total: count, errors: count, latency_ms: percentilesSchema }),
  runs: z.object({ by_status: z.record(z.string(), count), latency_ms: percentilesSchema }),
  /** Trials by verdict. */
  tests: z.object({ by_verdict: z.record(z.string(), count), latency_ms: percentilesSchema }),
  model_calls: z.object({
    total: count,
    attempts: count,
    failed_attempts: count,
    cost_usd: z.number(),
    latency_ms: percentilesSchema,
    first_token_ms: percentilesSchema,
  }),
  /** Waiting now. */
  queue: z.object({ runs: count, waiting_for_people: count, trials: count }),
  /** Of calls that a model or the cache answered, the share that the cache did; null without calls. */
  cache: z.object({ answers: count, hit_rate: z.number().nullable() }),
  router: z.object({
    models_configured: count,
    breakers: z.array(
      z.object({
        provider: z.string(),
        model: z.string().nullable(),
        state: z.enum(['closed', 'half_open', 'open']),
      }),
    ),
  }),
});
export type Metrics = z.infer<typeof metricsSchema>;

import { z } from 'zod';
import { agentIdSchema, apiKeyIdSchema, dashboardViewIdSchema, userIdSchema } from './ids.ts';
import { tokenUsageSchema } from './run.ts';

const count = z.int().min(0);

/** Rolling ranges that end now. */
export const dashboardRanges = ['1h', '24h', '7d', '30d', '90d', '365d'] as const;
export const dashboardBuckets = ['minute', 'quarter', 'hour', 'day', 'week', 'month'] as const;
export type DashboardBucket = (typeof dashboardBuckets)[number];

/** Whose runs are counted; what is left out is not asked. */
export const runFilterSchema = z.strictObject({
  agent: agentIdSchema.optional(),
  api_key: apiKeyIdSchema.optional(),
  /** Who started the run. */
  member: userIdSchema.optional(),
  /** `vendor/model` that answered last. */
  model: z.string().min(1).max(200).optional(),
});

export const dashboardInputSchema = runFilterSchema.extend({
  /** Up to now; `7d` if neither this nor `from` is given. */
  range: z.enum(dashboardRanges).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Not included; now if left out. */
  to: z.iso.datetime({ offset: true }).optional(),
  zone: z.string().trim().min(1).max(100).default('UTC').meta({
    description: 'IANA name, like "Europe/Berlin": where days, weeks and months begin.',
  }),
  bucket: z.enum(dashboardBuckets).optional().meta({
    description:
      'How long a point of a series is; `quarter` is 15 minutes. Chosen by the range if left out; a range has at most 400.',
  }),
  compare: z.enum(['previous']).optional().meta({
    description: 'The same length of time before, point by point.',
  }),
});
export type DashboardInput = z.input<typeof dashboardInputSchema>;

/**
 * Numbers of runs that were started in a time. Money in USD. Latency is from start to end without waits for people, of runs
 * that have ended, in milliseconds to two significant digits: the nearest-rank percentile, rounded.
 */
const runNumbersSchema = z.object({
  /** All of them: those that have ended, and `open`. */
  runs: count,
  succeeded: count,
  failed: count,
  refused: count,
  cancelled: count,
  /** Queued, running or waiting now. */
  open: count,
  cost_usd: z.number(),
  tokens: tokenUsageSchema,
});
const latencySchema = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});
const totalsSchema = runNumbersSchema.extend({
  /** Of those that succeeded or failed, the share that succeeded; null where none did. */
  success_rate: z.number().min(0).max(1).nullable(),
  latency_ms: latencySchema,
});
const pointSchema = runNumbersSchema.extend({
  /** Where it begins; the first may begin within a bucket, the last end within one. */
  at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  latency_ms: latencySchema,
});
/** What of each point of `series` is this one's. */
const partSchema = runNumbersSchema.extend({
  /** How it is called now; null where it has no name any more. */
  name: z.string().nullable(),
  series: z.array(z.object({ runs: count, cost_usd: z.number() })),
});
const lineSchema = runNumbersSchema.extend({ name: z.string().nullable() });

export const dashboardSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  zone: z.string(),
  bucket: z.enum(dashboardBuckets),
  at: z.iso.datetime(),
  totals: totalsSchema,
  series: z.array(pointSchema),
  /** The same length of time before; null unless it was asked for. Point for point as `series`. */
  previous: z
    .object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      totals: totalsSchema,
      series: z.array(pointSchema),
    })
    .nullable(),
  /** Dearest first, then by runs. A model is the one that answered last; null before any did. */
  by_model: z.array(partSchema.extend({ id: z.string().nullable() })),
  by_agent: z.array(partSchema.extend({ id: z.string() })),
  /** Of runs that keys started. */
  by_api_key: z.array(lineSchema.extend({ id: z.string() })),
  /** Null for runs that nobody started who is still there. */
  by_member: z.array(lineSchema.extend({ id: z.string().nullable() })),
  /** Most first. */
  by_error: z.array(z.object({ code: z.string(), runs: count })),
  /** Of test runs begun in the range, of the agent if one is asked for; no other filter holds for tests. */
  tests: z.object({
    test_runs: count,
    by_verdict: z.record(z.string(), count),
    /** Of trials with a verdict of pass or fail; null without any. */
    pass_rate: z.number().min(0).max(1).nullable(),
    /** Agents by their newest attestation, as of now. */
    gates: z.object({ open: count, shut: count }),
  }),
  /** Now; counted up to 100. */
  approvals_waiting: count,
});
export type Dashboard = z.infer<typeof dashboardSchema>;

/** Something that the dashboard counts has changed; look again. At most one a second. */
export const dashboardChangeSchema = z.object({ changed_at: z.iso.datetime() });
export type DashboardChange = z.infer<typeof dashboardChangeSchema>;

const viewName = z.string().trim().min(1).max(80);
/** What stands behind the `?` of the page's address. */
const viewQuery = z
  .string()
  .max(1000)
  .regex(/^[\w.~%+=&:/-]*$/, 'must be what stands behind the "?" of the page’s address');

export const dashboardViewSchema = z.object({
  id: dashboardViewIdSchema,
  name: z.string(),
  query: z.string(),
  /** Whether everybody in the team has it. */
  shared: z.boolean(),
  /** Whether it is the caller's. */
  own: z.boolean(),
  owner_name: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type DashboardView = z.infer<typeof dashboardViewSchema>;
export const dashboardViewsSchema = z.object({ items: z.array(dashboardViewSchema) });

export const createDashboardViewInputSchema = z.strictObject({
  name: viewName,
  query: viewQuery,
  shared: z.boolean().default(false),
});
/** What is left out stays as it is. */
export const updateDashboardViewInputSchema = z.strictObject({
  name: viewName.optional(),
  query: viewQuery.optional(),
  shared: z.boolean().optional(),
});

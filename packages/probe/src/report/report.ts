import { z } from 'zod';

const findingSchema = z.object({
  kind: z.enum(['differs', 'opened', 'leak', 'effect', 'stranger', 'scope', 'server_error']),
  route: z.string(),
  door: z.enum(['rest', 'trpc']),
  attempt: z.string(),
  seen: z.string(),
});
const coverageSchema = z.object({
  route: z.string(),
  door: z.enum(['rest', 'trpc']),
  tries: z.int(),
  closed: z.array(z.string()),
  notTried: z.array(z.string()),
});
const beyondSchema = z.object({ route: z.string(), door: z.enum(['rest', 'trpc']), why: z.string() });
const quantilesSchema = z.object({ count: z.int(), p50: z.number(), p95: z.number() });

/** What the probe found, as it is signed. Times are ISO 8601, durations milliseconds. */
export const reportSchema = z.object({
  format: z.literal('agent-factory-probe/1'),
  /** `isolated`: everything within reach was tried and nothing found. `holes`: something was found. `incomplete`: something was not tried. */
  verdict: z.enum(['isolated', 'holes', 'incomplete']),
  deployment: z.object({ url: z.string(), version: z.string() }),
  tenants: z.enum(['given', 'sign-up']),
  started_at: z.string(),
  ended_at: z.string(),
  routes: z.int(),
  procedures: z.int(),
  tries: z.int(),
  requests: z.int(),
  waited_ms: z.int(),
  findings: z.array(findingSchema),
  coverage: z.array(coverageSchema),
  /** Of which tenants who were just made have nothing to be asked for; without weight in the verdict. */
  out_of_reach: z.array(beyondSchema).optional(),
  /** Of answers to another's ids and to ids that never existed; noted, not judged. */
  timings: z.object({ foreign: quantilesSchema, unknown: quantilesSchema }),
  /** What the probe made and could not take away. */
  left: z.array(z.string()),
});
export type Report = z.output<typeof reportSchema>;

export const signedReportSchema = z.object({
  report: reportSchema,
  signature: z.object({
    algorithm: z.literal('Ed25519'),
    /** The raw key, 32 bytes in base64url. */
    public_key: z.string(),
    /** SHA-256 of the raw key in base64url: what a report is known by. */
    key_id: z.string(),
    /** Over the canonical JSON (RFC 8785) of `report`, base64url. */
    value: z.string(),
  }),
});
export type SignedReport = z.output<typeof signedReportSchema>;

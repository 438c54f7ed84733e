import { z } from 'zod';
import { pageInputSchema } from './agent.ts';
import { runIdSchema } from './ids.ts';
import { planSchema } from './plan.ts';
import { tokenUsageSchema } from './run.ts';

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month like "2026-11"');
const count = z.int().min(0);

export const usageSummaryInputSchema = z.strictObject({
  /** A calendar month in UTC; this one if left out. */
  month: month.optional(),
});

/**
 * What a team's model calls used in a month. A call is counted once, an attempt each time that a model was tried
 * for it; the cost of attempts that failed is part of all costs. Money in USD.
 */
export const usageSummarySchema = z.object({
  month,
  plan: planSchema,
  budget: z.object({
    limit_usd: z.number().nullable(),
    spent_usd: z.number(),
    /** Set aside by calls that are at work. */
    reserved_usd: z.number(),
    left_usd: z.number().nullable(),
  }),
  totals: z.object({
    calls: count,
    attempts: count,
    failed_attempts: count,
    cached_answers: count,
    cost_usd: z.number(),
    failed_cost_usd: z.number(),
    tokens: tokenUsageSchema,
  }),
  /** Every day of the month so far, those without calls too. */
  by_day: z.array(z.object({ day: z.iso.date(), cost_usd: z.number(), calls: count })),
  /** Dearest first. */
  by_model: z.array(
    z.object({
      model: z.string(),
      provider: z.string(),
      payer: z.enum(['platform', 'team']),
      calls: count,
      attempts: count,
      failed_attempts: count,
      tokens: tokenUsageSchema,
      /** Null where no price is known. */
      cost_usd: z.number().nullable(),
      first_token_ms_p50: z.number().nullable(),
      first_token_ms_p95: z.number().nullable(),
    }),
  ),
  by_provider: z.array(z.object({ provider: z.string(), calls: count, cost_usd: z.number() })),
  by_purpose: z.array(z.object({ purpose: z.string(), calls: count, cost_usd: z.number() })),
});
export type UsageSummary = z.infer<typeof usageSummarySchema>;

export const listUsageInputSchema = pageInputSchema.extend({ run_id: runIdSchema.optional() });

/** One attempt of one model call. Money in USD. */
export const usageRowSchema = z.object({
  id: z.string(),
  created_at: z.iso.datetime(),
  run_id: runIdSchema.nullable(),
  api_key_id: z.string().nullable(),
  purpose: z.string(),
  attempt: z.int().min(1),
  provider: z.string(),
  model: z.string(),
  region: z.string().nullable(),
  payer: z.enum(['platform', 'team']),
  outcome: z.enum(['answered', 'failed', 'abandoned', 'cancelled', 'cached', 'unknown']),
  reason: z.string().nullable(),
  tokens: tokenUsageSchema.extend({ cached_input: count, cache_write: count, reasoning: count }),
  /** Null where no price is known. */
  cost_usd: z.number().nullable(),
  /** Whether tokens and cost are our estimate, because the vendor gave none. */
  estimated: z.boolean(),
  /** Whether it cost more than the worst case that was set aside. */
  exceeded: z.boolean(),
  first_token_ms: z.int().nullable(),
  duration_ms: z.int(),
});
export type UsageRow = z.infer<typeof usageRowSchema>;

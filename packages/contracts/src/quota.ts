import { z } from 'zod';
import { apiKeyIdSchema } from './ids.ts';
import { planSchema } from './plan.ts';

const count = z.int().min(0);

/** `near`: four fifths are used; `used_up`: nothing is left. */
export const quotaStates = ['fine', 'near', 'used_up'] as const;
const state = z.enum(quotaStates);
export type QuotaState = (typeof quotaStates)[number];

/** What a team was refused for, in a problem of code `quota_exceeded`. */
export const quotaProblemSchema = z.object({
  what: z.enum(['runs', 'tokens']),
  used: count,
  limit: count,
  /** When the next period begins. */
  resets_at: z.iso.datetime(),
});
export type QuotaProblem = z.infer<typeof quotaProblemSchema>;

const countedSchema = z.object({
  used: count,
  /** Null for no bound. */
  limit: count.nullable(),
  left: count.nullable(),
  state,
});

const spentSchema = z.object({
  spent_usd: z.number(),
  /** Set aside by calls that are at work. */
  reserved_usd: z.number(),
  limit_usd: z.number().nullable(),
  left_usd: z.number().nullable(),
  state,
});

/**
 * How much a team may use and has used. Runs count when they start, their tokens when they end; those of calls outside
 * of runs at once. Money in USD, by calendar months in UTC.
 */
export const quotaViewSchema = z.object({
  plan: planSchema,
  period: z.object({ starts_at: z.iso.datetime(), resets_at: z.iso.datetime() }),
  runs: countedSchema,
  tokens: countedSchema,
  budget: spentSchema.extend({ resets_at: z.iso.datetime() }),
  /** Of each API key and each member by itself. */
  requests_per_minute: count,
  /** API keys with a budget of their own, the fullest first; those that the caller may see, at most 100. */
  key_budgets: z.array(spentSchema.extend({ key_id: apiKeyIdSchema, name: z.string() })),
});
export type QuotaView = z.infer<typeof quotaViewSchema>;

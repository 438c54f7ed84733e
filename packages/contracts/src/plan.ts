import { z } from 'zod';

/** What a team pays for; bounds what one request may cost where the platform's keys pay. */
export const plans = ['free', 'pro', 'enterprise'] as const;
export type Plan = (typeof plans)[number];
export const planSchema = z.enum(plans);

/** `anthropic/*` or `openai/gpt-5-mini`; `*` stands for anything. */
const modelPattern = z
  .string()
  .max(200)
  .regex(/^[\w.:*-]+(\/[\w.:@*-]+)+$/, 'must be "provider/model" or "provider/*"');
const regionName = z.string().regex(/^[a-z]{2,20}(-[a-z0-9-]{1,30})?$/, 'must be a region like "eu" or "us"');
const usd = z.number().min(0).max(1_000_000);

/** Within what a team lets its members, agents and keys use models. Money in USD. */
export const teamPolicyViewSchema = z.object({
  plan: planSchema,
  /** Null allows all models. */
  allow_models: z.array(modelPattern).nullable(),
  /** Out whatever else is said: `openai/*` for a provider, `openai/gpt-5-mini` for a model. */
  switched_off: z.array(modelPattern),
  /** Where requests may be served; null for anywhere. */
  regions: z.array(regionName).nullable(),
  /** Per request; null for no bound besides the plan's. */
  max_cost_usd: usd.nullable(),
  /** Per calendar month in UTC, whoever pays; null for none. */
  monthly_budget_usd: usd.nullable(),
  /** Whether calls that say nothing of it may be answered from the team's own cache. */
  cache: z.boolean(),
});
export type TeamPolicyView = z.infer<typeof teamPolicyViewSchema>;

/** What is left out stays as it is. */
export const setTeamPolicyInputSchema = z.strictObject({
  allow_models: z.array(modelPattern).min(1).max(200).nullable().optional(),
  switched_off: z.array(modelPattern).max(200).optional(),
  regions: z.array(regionName).min(1).max(20).nullable().optional(),
  max_cost_usd: usd.nullable().optional(),
  monthly_budget_usd: usd.nullable().optional(),
  cache: z.boolean().optional(),
});
export type SetTeamPolicyInput = z.input<typeof setTeamPolicyInputSchema>;

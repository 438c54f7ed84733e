import { z } from 'zod';
import { keyVersionSchema } from './agent-label.ts';
import { agentIdSchema, apiKeyIdSchema } from './ids.ts';
import { keyScopes } from './permission.ts';
import { planSchema } from './plan.ts';

/** What an API key may be given. */
export const scopeSchema = z.enum(keyScopes);

/** An address or a network in CIDR notation (RFC 4632, RFC 4291): `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export const ipRangeSchema = z
  .string()
  .trim()
  .pipe(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: 'must be an address or a network, like 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32',
    }),
  );
/** Four digits of a year, whatever the offset: later ones are written in another form. */
const expiry = z.iso
  .datetime({ offset: true })
  .refine((moment) => Date.parse(moment) < Date.UTC(10_000, 0), 'must lie before the year 10000');
const ipAllowSchema = z.array(ipRangeSchema).min(1).max(50);
const keyName = z.string().trim().min(1).max(100);
const budgetUsd = z.number().min(0).max(1_000_000);

/** A key for programs. What it may do is at most what its maker may do. */
export const createApiKeyInputSchema = z.strictObject({
  name: keyName,
  scopes: z.array(scopeSchema).min(1).max(keyScopes.length),
  /** The agents that it is for; all of the team if left out. */
  agent_ids: z.array(agentIdSchema).min(1).max(100).nullable().optional(),
  /** After this it is refused; never if left out. */
  expires_at: expiry.nullable().optional(),
  /** What it may spend in a calendar month, in USD; no bound of its own if left out. */
  budget_usd: budgetUsd.nullable().optional(),
  /** The addresses and networks that it may be used from; any if left out. */
  ip_allow: ipAllowSchema.nullable().optional(),
  /** What its runs are of where they name no version: a label, or the hash of a spec; the newest if left out. */
  agent_version: keyVersionSchema.nullable().optional(),
});
export type CreateApiKeyInput = z.input<typeof createApiKeyInputSchema>;

/** What is left out stays as it is; null takes a bound away. Scopes and agents are for good: make another key. */
export const updateApiKeyInputSchema = z.strictObject({
  name: keyName.optional(),
  expires_at: expiry.nullable().optional(),
  budget_usd: budgetUsd.nullable().optional(),
  ip_allow: ipAllowSchema.nullable().optional(),
  agent_version: keyVersionSchema.nullable().optional(),
  /** Ends the overlap of a rotation now: the secret before it is refused from then on. */
  end_overlap: z.literal(true).optional(),
});
export type UpdateApiKeyInput = z.input<typeof updateApiKeyInputSchema>;

/** The longest time for which a secret stays good beside its successor, in seconds: 7 days. */
export const maxOverlapSeconds = 604_800;

export const rotateApiKeyInputSchema = z.strictObject({
  /** For how many seconds the old secret stays good, at most 7 days; 0 ends it at once. A day if left out. */
  overlap_seconds: z.int().min(0).max(maxOverlapSeconds).default(86_400),
});
export type RotateApiKeyInput = z.input<typeof rotateApiKeyInputSchema>;

/** A key as people see it afterwards: never the key itself. */
export const apiKeyViewSchema = z.object({
  id: apiKeyIdSchema,
  name: z.string(),
  /** `agf_…x9f2`. */
  hint: z.string(),
  scopes: z.array(scopeSchema),
  agent_ids: z.array(agentIdSchema).nullable(),
  budget_usd: z.number().nullable(),
  /** What it has spent in this calendar month in UTC, in USD; null to a caller without `usage:read`. */
  spent_usd: z.number().nullable(),
  /** In CIDR notation; null for anywhere. */
  ip_allow: z.array(z.string()).nullable(),
  /** What its runs are of where they name no version; null for the newest. */
  agent_version: keyVersionSchema.nullable(),
  created_at: z.iso.datetime(),
  created_by: z.uuid().nullable(),
  expires_at: z.iso.datetime().nullable(),
  /** To the minute. */
  last_used_at: z.iso.datetime().nullable(),
  /** Coarse: the /24 (IPv4) or /48 (IPv6) of the address. */
  last_used_from: z.string().nullable(),
  rotated_at: z.iso.datetime().nullable(),
  /** The secret before the last rotation, while it is still good. */
  previous: z.object({ hint: z.string(), valid_until: z.iso.datetime() }).nullable(),
  revoked_at: z.iso.datetime().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyViewSchema>;

/** How many requests a minute each key, and each member, may make in the team. */
export const requestRateViewSchema = z.object({
  plan: planSchema,
  requests_per_minute: z.int(),
  /** Whether the operator gave the team another rate than its plan's. */
  raised: z.boolean(),
});
export type RequestRateView = z.infer<typeof requestRateViewSchema>;

/** The answer to creating one: the only time that the key itself is shown. */
export const apiKeyCreatedSchema = apiKeyViewSchema.extend({ secret: z.string() });
export type ApiKeyCreated = z.infer<typeof apiKeyCreatedSchema>;

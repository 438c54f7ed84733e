import { z } from 'zod';
import { agentIdSchema, runIdSchema, triggerIdSchema } from './ids.ts';

/** What a call of a trigger may carry at most. */
export const maxHookBytes = 262_144;

/** How calls are signed: standardwebhooks.com, or GitHub's `X-Hub-Signature-256`. */
export const triggerSchemes = ['standard', 'github'] as const;
export type TriggerScheme = (typeof triggerSchemes)[number];

const fieldName = z.string().min(1).max(100);
const expression = z.string().trim().min(1).max(1_000);

/** How the JSON of a call becomes the agent's input: whole, as one field, or each field by a JMESPath expression. */
export const triggerMappingSchema = z
  .union([
    z.strictObject({ body_as: fieldName }),
    z.strictObject({
      fields: z
        .record(fieldName, expression)
        .refine((fields) => Object.keys(fields).length >= 1 && Object.keys(fields).length <= 50, {
          error: 'must have between 1 and 50 fields',
        }),
    }),
  ])
  .meta({
    description: 'Either `{"body_as": "event"}` or `{"fields": {"title": "issue.title"}}` (JMESPath).',
  });
export type TriggerMapping = z.infer<typeof triggerMappingSchema>;

const name = z.string().trim().min(1).max(100);
const ratePerMinute = z.int().min(1).max(300);
const secret = z
  .string()
  .min(16, 'must have at least 16 characters')
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
  .meta({
    description:
      'One that the sender made; for standard webhooks `whsec_` and base64. A new one if left out.',
  });

export const triggerViewSchema = z.object({
  id: triggerIdSchema,
  agent_id: agentIdSchema,
  agent_name: z.string(),
  name: z.string(),
  scheme: z.enum(triggerSchemes),
  mapping: triggerMappingSchema,
  enabled: z.boolean(),
  rate_per_minute: z.int(),
  /** Where calls go, on the API's own address. */
  path: z.string(),
  /** The last characters of the secret. */
  secret_hint: z.string(),
  /** Until when the secret before is good as well; null when there is none. */
  old_secret_until: z.iso.datetime().nullable(),
  last_delivery: z.object({ at: z.iso.datetime(), verdict: z.string() }).nullable(),
  created_at: z.iso.datetime(),
});
export type TriggerView = z.infer<typeof triggerViewSchema>;
export const triggersSchema = z.object({ items: z.array(triggerViewSchema) });

/** With the secret, which is never shown again. */
export const triggerSecretViewSchema = triggerViewSchema.extend({ secret: z.string() });
export type TriggerSecretView = z.infer<typeof triggerSecretViewSchema>;

export const createTriggerInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  name,
  scheme: z.enum(triggerSchemes).default('standard'),
  mapping: triggerMappingSchema,
  rate_per_minute: ratePerMinute.default(60),
  secret: secret.optional(),
});
export type CreateTriggerInput = z.input<typeof createTriggerInputSchema>;

/** What is left out stays as it is. */
export const updateTriggerInputSchema = z.strictObject({
  name: name.optional(),
  mapping: triggerMappingSchema.optional(),
  rate_per_minute: ratePerMinute.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateTriggerInput = z.input<typeof updateTriggerInputSchema>;

export const rotateTriggerInputSchema = z.strictObject({
  /** So long the present secret stays good besides the new one. */
  overlap_hours: z.number().min(0).max(168).default(24),
  secret: secret.optional(),
});
export type RotateTriggerInput = z.input<typeof rotateTriggerInputSchema>;

/**
 * What became of a call: `repeated` is one that was made before and got the same run, `pinged` GitHub's greeting,
 * `off` one while the trigger is off, `unsigned` one without a good signature.
 */
export const deliveryVerdicts = [
  'started',
  'repeated',
  'pinged',
  'refused',
  'limited',
  'off',
  'unsigned',
] as const;
export type DeliveryVerdict = (typeof deliveryVerdicts)[number];

export const triggerDeliverySchema = z.object({
  /** As the caller numbered it. */
  delivery_id: z.string().nullable(),
  at: z.iso.datetime(),
  verdict: z.enum(deliveryVerdicts),
  size_bytes: z.int().min(0),
  run_id: runIdSchema.nullable(),
  /** Why not. */
  message: z.string().nullable(),
});
export type TriggerDelivery = z.infer<typeof triggerDeliverySchema>;
export const triggerDeliveriesSchema = z.object({ items: z.array(triggerDeliverySchema) });

/** What a call that was taken is answered. */
export const hookAnswerSchema = z.object({
  verdict: z.enum(['started', 'repeated', 'pinged']),
  run_id: runIdSchema.nullable(),
});
export type HookAnswer = z.infer<typeof hookAnswerSchema>;

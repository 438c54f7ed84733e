import { z } from 'zod';
import { webhookDeliveryIdSchema, webhookEventIdSchema, webhookIdSchema } from './ids.ts';

interface WebhookEventRule {
  /** When it is sent, for whoever chooses. */
  says: string;
  /** What `data` holds. Ids, names and figures; what a run said or read is fetched with a key. */
  data: z.ZodObject;
}

const text = z.string();
const instant = z.iso.datetime();
const runFields = {
  run_id: text,
  agent_id: text,
  agent: text,
  status: text,
  cost_usd: z.number(),
  error_code: text.nullable(),
};
const approvalFields = { approval_id: text, run_id: text, agent_id: text, about: text, name: text };

/** Every event that a team can be told of. A name without its sender is not in here. */
export const webhookEventTypes = {
  'run.finished': { says: 'A run ended, however it ended.', data: z.strictObject(runFields) },
  'run.failed': { says: 'A run failed or was refused by its rules.', data: z.strictObject(runFields) },
  'approval.requested': {
    says: 'A run waits for somebody to decide.',
    data: z.strictObject({ ...approvalFields, expires_at: instant }),
  },
  'approval.decided': {
    says: 'Somebody, or the clock, decided.',
    data: z.strictObject({ ...approvalFields, state: text, decided_by: text.nullable() }),
  },
  'quota.warning': {
    says: 'Most of a quota or budget of this period is used.',
    data: z.strictObject({
      what: z.enum(['runs', 'tokens', 'team_budget', 'key_budget']),
      /** Runs, tokens or US dollars. */
      used: z.number(),
      limit: z.number(),
      /** Whose budget it is, where it is a key's. */
      key_id: text.nullable(),
      resets_at: instant,
    }),
  },
  'member.joined': {
    says: 'Somebody joined the team.',
    data: z.strictObject({ user_id: text, email: text.nullable(), role: text }),
  },
  'member.left': {
    says: 'Somebody left the team or was removed.',
    data: z.strictObject({ user_id: text, email: text.nullable(), role: text }),
  },
  'schedule.paused': {
    says: 'A schedule switched itself off, since its runs were refused.',
    data: z.strictObject({ schedule_id: text, name: text, agent_id: text, reason: text }),
  },
  'agent.label_moved': {
    says: 'A label was moved to another version of an agent, or taken away.',
    data: z.strictObject({
      agent_id: text,
      agent: text,
      label: text,
      version: z.int().nullable(),
      spec_hash: text.nullable(),
      from_version: z.int().nullable(),
    }),
  },
  'attestation.stale': {
    says: 'Something changed under a version that was attested, such as the model behind a name; its tests run again.',
    data: z.strictObject({
      agent_id: text,
      agent: text,
      version: z.int(),
      attestation_id: text,
      /** What is no longer as it was tested. */
      changed: z.array(z.strictObject({ what: text, attested: text.nullable(), current: text.nullable() })),
      /** The test run that looks again; null where none could be started. */
      test_run_id: text.nullable(),
    }),
  },
  'template.purchased': {
    says: 'The team bought a template, or sold one of its own.',
    data: z.strictObject({
      purchase_id: text,
      template_id: text,
      template_version_id: text,
      title: text,
      /** What was paid, in minor units of the currency. */
      amount_minor: z.int(),
      currency: text,
      side: z.enum(['buyer', 'creator']),
      /** The creator's part; null for the buyer. */
      earned_minor: z.int().nullable(),
    }),
  },
  'template.refunded': {
    says: 'Money of a template’s purchase went back to its buyer.',
    data: z.strictObject({
      purchase_id: text,
      template_id: text,
      title: text,
      amount_minor: z.int(),
      currency: text,
      side: z.enum(['buyer', 'creator']),
      reason: text,
    }),
  },
  'template.invariant_broken': {
    says: 'A rule of a template that the team offers was broken in a buyer’s run; the buyer gets the money back.',
    data: z.strictObject({
      purchase_id: text,
      template_id: text,
      title: text,
      version: z.int(),
      /** Of the listing: the ids of its rules. */
      invariants: z.array(text),
      amount_minor: z.int(),
      currency: text,
    }),
  },
  'template.listed': {
    says: 'A version of a template that the team offers is listed.',
    data: z.strictObject({
      template_id: text,
      title: text,
      version: z.int(),
      price_minor: z.int(),
      currency: text,
    }),
  },
  'template.reviewed': {
    says: 'Somebody reviewed a template that the team offers, or changed their review.',
    data: z.strictObject({ template_id: text, title: text, review_id: text, rating: z.int() }),
  },
} as const satisfies Record<`${string}.${string}`, WebhookEventRule>;

export type WebhookEventType = keyof typeof webhookEventTypes;
export const webhookEventNames = Object.keys(webhookEventTypes) as readonly WebhookEventType[];
export type WebhookEventData<T extends WebhookEventType> = z.infer<(typeof webhookEventTypes)[T]['data']>;

const webhookStatuses = ['active', 'disabled'] as const;
/** `gone`: it answered 410; `failing`: nothing arrived for days; `paused`: somebody said so. */
const webhookDisabledReasons = ['gone', 'failing', 'paused'] as const;
export const webhookDeliveryStatuses = ['pending', 'succeeded', 'failed'] as const;
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number];

const eventName = z.enum(webhookEventNames, { error: `must be one of ${webhookEventNames.join(', ')}` });
const url = z.string().trim().min(1).max(1_500);
const description = z.string().trim().max(200);
const events = z.array(eventName).min(1).max(50);
/** As Standard Webhooks wants it: 24 to 64 random bytes in base64. */
const secret = z
  .string()
  .trim()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, {
    error: 'must be "whsec_" and 24 to 64 random bytes in base64',
  });

export const createWebhookInputSchema = z.strictObject({
  /** Answers a test event by a 2xx before it is saved. */
  url,
  description: description.default(''),
  events,
  /** One that the receiver knows already; made here if left out. */
  secret: secret.optional(),
});
export type CreateWebhookInput = z.input<typeof createWebhookInputSchema>;

/** What is left out stays as it is. A new address is tested first. */
export const updateWebhookInputSchema = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    events: events.optional(),
    status: z.enum(webhookStatuses).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'name at least one thing to change',
  });
export type UpdateWebhookInput = z.input<typeof updateWebhookInputSchema>;

export const rotateWebhookSecretInputSchema = z.strictObject({
  /** For how long deliveries are signed with the secret before, too. */
  overlap_hours: z.number().min(0).max(168).default(24),
  secret: secret.optional(),
});
export type RotateWebhookSecretInput = z.input<typeof rotateWebhookSecretInputSchema>;

export const webhookViewSchema = z.object({
  id: webhookIdSchema,
  url,
  description: z.string(),
  events: z.array(eventName),
  status: z.enum(webhookStatuses),
  disabled_reason: z.enum(webhookDisabledReasons).nullable(),
  disabled_at: instant.nullable(),
  /** The end of the secret, for telling secrets apart. */
  secret_hint: z.string(),
  /** Until when deliveries carry a second signature, by the secret before. */
  old_secret_until: instant.nullable(),
  /** Since when nothing has arrived; null while the last delivery did. */
  failing_since: instant.nullable(),
  last_success_at: instant.nullable(),
  created_at: instant,
});
export type WebhookView = z.infer<typeof webhookViewSchema>;

export const webhooksViewSchema = z.object({
  items: z.array(webhookViewSchema),
  /** What a webhook can ask for. */
  events: z.array(z.object({ type: eventName, says: z.string() })),
});
export type WebhooksView = z.infer<typeof webhooksViewSchema>;

/** With its secret, this once. */
export const webhookSecretViewSchema = webhookViewSchema.extend({ secret: z.string() });
export type WebhookSecretView = z.infer<typeof webhookSecretViewSchema>;

/** How a test event was received. */
export const webhookTestViewSchema = z.object({
  ok: z.boolean(),
  status_code: z.int().nullable(),
  /** Null when it arrived. */
  error: z.string().nullable(),
  duration_ms: z.int(),
  response_excerpt: z.string().nullable(),
});
export type WebhookTestView = z.infer<typeof webhookTestViewSchema>;

export const webhookDeliveryViewSchema = z.object({
  id: webhookDeliveryIdSchema,
  webhook_id: webhookIdSchema,
  /** The `webhook-id` of each try. */
  event_id: webhookEventIdSchema,
  type: z.string(),
  status: z.enum(webhookDeliveryStatuses),
  /** Tries since it was published or last sent again. */
  attempts: z.int(),
  next_attempt_at: instant.nullable(),
  created_at: instant,
  last_attempt_at: instant.nullable(),
  last_status_code: z.int().nullable(),
  last_error: z.string().nullable(),
});
export type WebhookDeliveryView = z.infer<typeof webhookDeliveryViewSchema>;

export const webhookDeliveryDetailSchema = webhookDeliveryViewSchema.extend({
  /** The body that is sent, to the byte. */
  payload: z.string(),
  tries: z.array(
    z.object({
      number: z.int(),
      started_at: instant,
      duration_ms: z.int(),
      status_code: z.int().nullable(),
      error: z.string().nullable(),
      response_excerpt: z.string().nullable(),
    }),
  ),
});
export type WebhookDeliveryDetail = z.infer<typeof webhookDeliveryDetailSchema>;

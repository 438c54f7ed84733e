import { z } from 'zod';
import { agentIdSchema, templateIdSchema, templateVersionIdSchema } from './ids.ts';

/** Where a template stands in the marketplace. A closed list: people browse by it. */
export const templateCategories = [
  'customer-support',
  'sales',
  'marketing',
  'research',
  'data',
  'engineering',
  'operations',
  'finance',
  'people',
  'education',
  'personal',
  'other',
] as const;
export type TemplateCategory = (typeof templateCategories)[number];

/** `use`: as it is; `modify`: change it for oneself; `resell`: change it and offer that in turn, for an agreed share. */
export const templateLicences = ['use', 'modify', 'resell'] as const;
export type TemplateLicence = (typeof templateLicences)[number];

export const templateStatuses = ['draft', 'pending', 'listed', 'rejected', 'unlisted', 'suspended'] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

export const templateVersionStatuses = ['draft', 'pending', 'listed', 'withdrawn', 'rejected'] as const;

export const templateSorts = ['relevance', 'popular', 'recent', 'rating', 'cost', 'price'] as const;
export type TemplateSort = (typeof templateSorts)[number];

/** Sealed runs of a version that a team has before it buys. */
export const triesPerVersion = 3;
export const maxTemplatePictures = 5;
export const maxPictureBytes = 1_048_576;
/** What a picture may be; a drawing that can hold a script is none. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

const tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} +#.-]{0,29}$/u, { error: 'must be letters and digits, at most 30' });

/** US cents: 0, or 100 and more. */
const priceMinor = z
  .int()
  .min(0)
  .max(10_000_000)
  .refine((cents) => cents === 0 || cents >= 100, { error: 'must be 0 (free) or at least 100 (1.00 USD)' });
const royaltyBps = z.int().min(0).max(5_000);
const share = z.number().min(0).max(1);
const instant = z.iso.datetime();
const count = z.int().min(0);

const templateListingFields = {
  title: z.string().trim().min(3).max(100),
  summary: z.string().trim().min(1).max(200),
  /** Markdown. */
  description: z.string().max(20_000),
  category: z.enum(templateCategories),
  tags: z.array(tag).max(10),
  price_minor: priceMinor,
  licence: z.enum(templateLicences),
  /** Of each sale of a paid fork, in hundredths of a percent of what its maker gets; with the licence `resell`. */
  fork_royalty_bps: royaltyBps,
};

export const createTemplateInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  ...templateListingFields,
  description: templateListingFields.description.default(''),
  tags: templateListingFields.tags.default([]),
  price_minor: templateListingFields.price_minor.default(0),
  licence: templateListingFields.licence.default('use'),
  fork_royalty_bps: templateListingFields.fork_royalty_bps.default(0),
});
export type CreateTemplateInput = z.input<typeof createTemplateInputSchema>;

/** What is left out stays as it is. */
export const updateTemplateInputSchema = z
  .strictObject({
    title: templateListingFields.title.optional(),
    summary: templateListingFields.summary.optional(),
    description: templateListingFields.description.optional(),
    category: templateListingFields.category.optional(),
    tags: templateListingFields.tags.optional(),
    price_minor: templateListingFields.price_minor.optional(),
    licence: templateListingFields.licence.optional(),
    fork_royalty_bps: templateListingFields.fork_royalty_bps.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'name at least one thing to change',
  });
export type UpdateTemplateInput = z.input<typeof updateTemplateInputSchema>;

export const publishVersionInputSchema = z.strictObject({
  /** The agent version that is offered; the newest if left out. */
  version: z.int().min(1).optional(),
  /** The dataset whose test run speaks for it; the spec's own tests if left out. */
  dataset_id: z.string().max(100).optional(),
  changelog: z.string().trim().max(5_000).default(''),
  /** A version that binds less than the one before is listed only by those who say so; the listing shows what. */
  accept_loosening: z.boolean().default(false),
});
export type PublishVersionInput = z.input<typeof publishVersionInputSchema>;

/** A tool that a version may call, and what a call can do. */
export const templateToolSchema = z.object({
  name: z.string(),
  /** Which of the version's agents calls it. */
  agent: z.string(),
  source: z.string(),
  effect: z.enum(['read', 'write', 'money']),
  /** Whether each call waits for a person. */
  approval: z.boolean(),
});

/** What a version may do and must keep. Nothing of how it was told to. */
export const templatePermissionsSchema = z.object({
  agents: z.array(z.object({ title: z.string(), kind: z.enum(['Agent', 'Team']) })),
  tools: z.array(templateToolSchema),
  /** Pins, `vendor/model`; empty where the router decides by task. */
  models: z.array(z.string()),
  tasks: z.array(z.string()),
  invariants: z.array(z.object({ id: z.string(), says: z.string(), at: z.array(z.string()) })),
  limits: z.object({ max_cost_usd: z.number(), max_steps: z.number(), max_seconds: z.number() }),
  /** Kinds of connections that its tools need, `smtp` for example. */
  connections: z.array(z.string()),
});
export type TemplatePermissions = z.infer<typeof templatePermissionsSchema>;

/** Measured by the platform on this very version; never taken from who offers it. */
export const templateEvidenceSchema = z.object({
  cases: count,
  trials: count,
  /** Mean over cases, with its 95 % interval. Null where no trial was judged. */
  pass_rate: z.object({ value: share, low: share, high: share }).nullable(),
  /** A run, without what judging it cost. */
  cost_usd: z.object({ p50: z.number(), p95: z.number() }).nullable(),
  duration_ms: z.object({ p50: z.number(), p95: z.number() }).nullable(),
  /** Models that answered. */
  models: z.array(z.string()),
  /** How often an invariant held the version back, over all its trials. */
  violations: count,
  measured_at: instant,
});
export type TemplateEvidence = z.infer<typeof templateEvidenceSchema>;

export const specChangeViewSchema = z.object({
  risk: z.string(),
  /** Which of the version's agents. */
  agent: z.string(),
  summary: z.string(),
});
export type SpecChangeView = z.infer<typeof specChangeViewSchema>;

/** What its owners say of it. */
export const templateRatingSchema = z.object({
  /** Mean of 1 to 5; null without a review. */
  average: z.number().nullable(),
  count,
});

/** A template as the team that offers it sees it. */
export const ownTemplateSchema = z.object({
  id: templateIdSchema,
  agent_id: agentIdSchema.nullable(),
  ...templateListingFields,
  tags: z.array(z.string()),
  currency: z.string(),
  status: z.enum(templateStatuses),
  /** Why an operator rejected or suspended it. */
  moderation_note: z.string().nullable(),
  owners: count,
  deployments: count,
  rating: templateRatingSchema,
  royalty_bps: royaltyBps,
  forked_from_id: templateIdSchema.nullable(),
  pictures: z.array(z.object({ position: count, alt: z.string(), path: z.string() })),
  versions: z.array(
    z.object({
      id: templateVersionIdSchema,
      number: z.int().min(1),
      agent_version: z.int().min(1),
      kind: z.enum(['Agent', 'Team']),
      status: z.enum(templateVersionStatuses),
      changelog: z.string(),
      loosened: z.array(specChangeViewSchema),
      permissions: templatePermissionsSchema,
      evidence: templateEvidenceSchema.nullable(),
      retest_due_at: instant.nullable(),
      created_at: instant,
      listed_at: instant.nullable(),
    }),
  ),
  created_at: instant,
  updated_at: instant,
  listed_at: instant.nullable(),
});
export type OwnTemplate = z.infer<typeof ownTemplateSchema>;

export const templateIdInputSchema = z.strictObject({ template_id: templateIdSchema });
export const pictureInputSchema = z.strictObject({
  template_id: templateIdSchema,
  position: z.coerce
    .number()
    .int()
    .min(0)
    .max(maxTemplatePictures - 1),
});

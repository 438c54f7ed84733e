import { z } from 'zod';
import {
  agentIdSchema,
  templateIdSchema,
  templateReportIdSchema,
  templateReviewIdSchema,
  templateTryIdSchema,
  templateVersionIdSchema,
} from './ids.ts';

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

const rating = z.object({
  /** Mean of 1 to 5; null without a review. */
  average: z.number().nullable(),
  count,
});

/** A line of the marketplace. */
export const templateCardSchema = z.object({
  id: templateIdSchema,
  title: z.string(),
  summary: z.string(),
  category: z.enum(templateCategories),
  tags: z.array(z.string()),
  price_minor: count,
  currency: z.string(),
  licence: z.enum(templateLicences),
  /** The name of the team that offers it. */
  publisher: z.string(),
  kind: z.enum(['Agent', 'Team']),
  version: z.int().min(1),
  /** Teams that own it. */
  owners: count,
  rating,
  /** Measured, with its 95 % interval; null where nothing was judged. */
  pass_rate: z.object({ value: share, low: share, high: share }).nullable(),
  /** What its tools may do, each once. */
  effects: z.array(z.enum(['read', 'write', 'money'])),
  cost_usd: z.number().nullable(),
  /** The path of its first picture; null without one. */
  picture: z.string().nullable(),
  listed_at: instant,
});
export type TemplateCard = z.infer<typeof templateCardSchema>;

const words = z.string().trim().max(200);
export const searchTemplatesInputSchema = z.strictObject({
  /** Words, the last of them perhaps half typed, any of them perhaps mistyped. */
  q: words.optional(),
  category: z.enum(templateCategories).optional(),
  /** By comma; all of them. */
  tags: z.string().trim().max(200).optional(),
  free: z.enum(['true', 'false']).optional(),
  /** `relevance` where something is asked for, else `popular`. */
  sort: z.enum(templateSorts).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(24),
  cursor: z.string().max(400).optional(),
});
export type SearchTemplatesInput = z.input<typeof searchTemplatesInputSchema>;
export const templatesPageSchema = z.object({
  items: z.array(templateCardSchema),
  next_cursor: z.string().nullable(),
});
export type TemplatesPage = z.infer<typeof templatesPageSchema>;

export const marketplaceFacetsSchema = z.object({
  categories: z.array(z.object({ category: z.enum(templateCategories), count })),
  tags: z.array(z.object({ tag: z.string(), count })),
});
export type MarketplaceFacets = z.infer<typeof marketplaceFacetsSchema>;

/** A listing, for whoever may look: what it does, costs and has been seen to do, and nothing of what it is made of. */
export const templateViewSchema = templateCardSchema.extend({
  description: z.string(),
  fork_royalty_bps: royaltyBps,
  version_id: templateVersionIdSchema,
  spec_hash: z.string(),
  permissions: templatePermissionsSchema,
  evidence: templateEvidenceSchema.nullable(),
  /** Reviews by stars, 1 to 5. */
  stars: z.array(z.object({ stars: z.int().min(1).max(5), count })),
  deployments: count,
  /** Newest first. `loosened`: in what each binds less than the one before, worst first. */
  versions: z.array(
    z.object({
      number: z.int().min(1),
      changelog: z.string(),
      loosened: z.array(specChangeViewSchema),
      listed_at: instant,
    }),
  ),
  pictures: z.array(z.object({ position: count, alt: z.string(), path: z.string() })),
  forked_from: z.object({ id: templateIdSchema, title: z.string(), royalty_bps: royaltyBps }).nullable(),
  updated_at: instant,
});
export type TemplateView = z.infer<typeof templateViewSchema>;

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
  rating,
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

export const reviewViewSchema = z.object({
  id: templateReviewIdSchema,
  rating: z.int().min(1).max(5),
  /** The name that the reviewer gave; null for none. */
  author: z.string().nullable(),
  body: z.string(),
  /** Which version was current then. */
  version: z.int().nullable(),
  answer: z.string().nullable(),
  answered_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
});
export type ReviewView = z.infer<typeof reviewViewSchema>;
export const reviewsPageSchema = z.object({
  items: z.array(reviewViewSchema),
  next_cursor: z.string().nullable(),
});
export const reviewInputSchema = z.strictObject({
  rating: z.int().min(1).max(5),
  body: z.string().trim().max(5_000).default(''),
  author: z.string().trim().min(1).max(80).nullable().default(null),
});
export type ReviewInput = z.input<typeof reviewInputSchema>;
export const answerReviewInputSchema = z.strictObject({
  /** Null takes the answer back. */
  answer: z.string().trim().min(1).max(5_000).nullable(),
});

export const reportReasons = ['malicious', 'misleading', 'stolen', 'illegal', 'spam', 'other'] as const;
export const reportTemplateInputSchema = z.strictObject({
  reason: z.enum(reportReasons),
  details: z.string().trim().min(1).max(4_000),
});
export type ReportTemplateInput = z.input<typeof reportTemplateInputSchema>;
export const templateReportedSchema = z.object({ report_id: templateReportIdSchema });

export const tryTemplateInputSchema = z.strictObject({
  /** What the agent is asked; or `input`, where it takes more than a question. */
  query: z.string().min(1).max(20_000).optional(),
  input: z.record(z.string(), z.unknown()).optional(),
});
export type TryTemplateInput = z.input<typeof tryTemplateInputSchema>;

/** A sealed run. What was asked and answered; of calls their names alone. */
export const templateTrySchema = z.object({
  id: templateTryIdSchema,
  template_id: templateIdSchema,
  status: z.enum(['queued', 'running', 'succeeded', 'failed']),
  input: z.record(z.string(), z.unknown()),
  output: z.json(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  calls: z.array(z.object({ tool: z.string(), outcome: z.string() })),
  invariants: z.array(z.object({ id: z.string(), verdict: z.string() })),
  cost_usd: z.number(),
  duration_ms: count,
  created_at: instant,
  finished_at: instant.nullable(),
});
export type TemplateTry = z.infer<typeof templateTrySchema>;
export const templateTriesSchema = z.object({
  items: z.array(templateTrySchema),
  /** How many more of the current version. */
  left: count,
});
export type TemplateTries = z.infer<typeof templateTriesSchema>;

export const fidelityGapKinds = ['tool', 'connection', 'model', 'name'] as const;
/** What a team lacks for a version to run as it was measured. */
export const fidelityGapSchema = z.object({
  kind: z.enum(fidelityGapKinds),
  what: z.string(),
  /** Nothing runs without it; or it runs otherwise than measured. */
  blocking: z.boolean(),
  says: z.string(),
  /** A page of the web app where it can be put right. */
  fix_path: z.string().nullable(),
});
export const fidelitySchema = z.object({
  template_id: templateIdSchema,
  version: z.int().min(1),
  owned: z.boolean(),
  /** Whether all that is needed is there. */
  ready: z.boolean(),
  gaps: z.array(fidelityGapSchema),
});
export type Fidelity = z.infer<typeof fidelitySchema>;
export type FidelityGap = z.infer<typeof fidelityGapSchema>;

export const deployTemplateInputSchema = z.strictObject({
  /** For the agent; the template's own if left out. Members get it in front of theirs where theirs is taken. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'must be lower-case letters, digits and dashes' })
    .optional(),
  /** Deploys though something is missing, as long as nothing blocks. */
  accept_gaps: z.boolean().default(false),
});
export type DeployTemplateInput = z.input<typeof deployTemplateInputSchema>;
export const deployedTemplateSchema = z.object({
  template_id: templateIdSchema,
  version: z.int().min(1),
  agent_id: agentIdSchema,
  name: z.string(),
  /** All agents that were made, the one that is run first. */
  agents: z.array(z.object({ agent_id: agentIdSchema, name: z.string() })),
  licence: z.enum(templateLicences),
  editable: z.boolean(),
  gaps: z.array(fidelityGapSchema),
});
export type DeployedTemplate = z.infer<typeof deployedTemplateSchema>;

/** Where an agent came from, and whether there is a newer version of it. */
export const templateUpdateSchema = z.object({
  agent_id: agentIdSchema,
  template_id: templateIdSchema,
  title: z.string(),
  licence: z.enum(templateLicences),
  editable: z.boolean(),
  from_version: z.int().min(1),
  to_version: z.int().min(1).nullable(),
  /** Whether the team changed what it got: an update takes the place of that. */
  changed_here: z.boolean(),
  changelog: z.string().nullable(),
  /** By risk, worst first; empty where there is nothing newer. */
  changes: z.array(specChangeViewSchema),
});
export type TemplateUpdate = z.infer<typeof templateUpdateSchema>;
export const applyTemplateUpdateInputSchema = z.strictObject({
  /** The version that the changes were read for: another is a `conflict`. */
  to_version: z.int().min(1),
  /** Needed where the team changed what it got. */
  overwrite: z.boolean().default(false),
});

export const moderationItemSchema = z.object({
  template_id: templateIdSchema,
  version_id: templateVersionIdSchema,
  version: z.int().min(1),
  publisher: z.string(),
  title: z.string(),
  summary: z.string(),
  description: z.string(),
  category: z.enum(templateCategories),
  tags: z.array(z.string()),
  price_minor: count,
  permissions: templatePermissionsSchema,
  loosened: z.array(specChangeViewSchema),
  evidence: templateEvidenceSchema.nullable(),
  waiting_since: instant,
});
export const reportItemSchema = z.object({
  report_id: templateReportIdSchema,
  template_id: templateIdSchema,
  title: z.string(),
  template_status: z.enum(templateStatuses),
  reason: z.enum(reportReasons),
  details: z.string(),
  created_at: instant,
});
export const moderationQueueSchema = z.object({
  waiting: z.array(moderationItemSchema),
  reports: z.array(reportItemSchema),
});
export type ModerationQueue = z.infer<typeof moderationQueueSchema>;

export const moderateTemplateInputSchema = z.strictObject({
  /** `suspend` takes a listing down, `restore` puts it back. */
  decision: z.enum(['approve', 'reject', 'suspend', 'restore']),
  /** For the creator; wanted unless it is good news. */
  note: z.string().trim().max(2_000).default(''),
});
export type ModerateTemplateInput = z.input<typeof moderateTemplateInputSchema>;
export const resolveReportInputSchema = z.strictObject({
  status: z.enum(['upheld', 'dismissed']),
  resolution: z.string().trim().max(2_000).default(''),
});

export const libraryItemSchema = z.object({
  template_id: templateIdSchema,
  title: z.string(),
  publisher: z.string(),
  licence: z.enum(templateLicences),
  status: z.enum(templateStatuses),
  version: z.int().min(1),
  /** Agents of the team that were made of it. */
  agents: z.array(z.object({ agent_id: agentIdSchema, name: z.string(), version: z.int().min(1) })),
  own_review: reviewViewSchema.nullable(),
});
export const librarySchema = z.object({ items: z.array(libraryItemSchema) });
export type Library = z.infer<typeof librarySchema>;

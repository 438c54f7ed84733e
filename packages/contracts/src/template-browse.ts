import { z } from 'zod';
import { templateIdSchema, templateVersionIdSchema } from './ids.ts';
import {
  specChangeViewSchema,
  templateCategories,
  templateEvidenceSchema,
  templateLicences,
  templatePermissionsSchema,
  templateRatingSchema,
  templateSorts,
} from './template.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();
const royaltyBps = z.int().min(0).max(5_000);
const share = z.number().min(0).max(1);

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
  rating: templateRatingSchema,
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

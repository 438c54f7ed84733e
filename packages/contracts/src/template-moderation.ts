import { z } from 'zod';
import { templateIdSchema, templateReportIdSchema, templateVersionIdSchema } from './ids.ts';
import {
  specChangeViewSchema,
  templateCategories,
  templateEvidenceSchema,
  templatePermissionsSchema,
  templateStatuses,
} from './template.ts';
import { reportReasons } from './template-reviews.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();

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

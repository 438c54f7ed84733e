import { z } from 'zod';
import { templateReportIdSchema, templateReviewIdSchema } from './ids.ts';

const instant = z.iso.datetime();

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

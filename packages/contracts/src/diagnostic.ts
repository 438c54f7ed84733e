import { z } from 'zod';

/** `line` and `column` count from 1, `offset` from 0; all in UTF-16 code units, as editors count. */
export const positionSchema = z.object({
  line: z.int().min(1),
  column: z.int().min(1),
  offset: z.int().min(0),
});
export type Position = z.infer<typeof positionSchema>;

/** `end` is exclusive. */
export const rangeSchema = z.object({ start: positionSchema, end: positionSchema });
export type Range = z.infer<typeof rangeSchema>;

/**
 * One thing that is wrong (or worth knowing) in a spec. `code` is stable and documented; `path` leads to
 * the value (`['invariants', 0, 'check']`); `range` covers the very token; `hint` says what to do.
 */
export const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  path: z.array(z.union([z.string(), z.int()])),
  range: rangeSchema,
  hint: z.string().optional(),
  /** An edit that resolves it: replace `range` of the text by `newText`. */
  fix: z.object({ title: z.string(), range: rangeSchema, newText: z.string() }).optional(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

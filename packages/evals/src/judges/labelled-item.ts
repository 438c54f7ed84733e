import { readFileSync } from 'node:fs';
import { z } from 'zod';

const labelledItemSchema = z.strictObject({
  id: z.string(),
  /** What sort of difficulty it has: `near_miss`, `injection` … */
  sort: z.enum([
    'plain',
    'near_miss',
    'injection',
    'refusal',
    'format',
    'numbers',
    'faithfulness',
    'tone',
    'language',
  ]),
  task: z.string().min(1),
  answer: z.string(),
  criterion: z.string().min(1),
  /** Whether the criterion is true of the answer. */
  label: z.enum(['pass', 'fail']),
  /** Why, in a sentence. */
  reason: z.string().min(1),
});
/** An answer, a statement about it, and whether the statement is true. */
export type LabelledItem = z.infer<typeof labelledItemSchema>;

let read: readonly LabelledItem[] | undefined;

/**
 * The product's own labelled set, to calibrate a judge with before anybody has labelled anything: see
 * `labelled-items.md` for where it comes from.
 */
export function labelledItems(): readonly LabelledItem[] {
  read ??= readFileSync(new URL('./labelled-items.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => labelledItemSchema.parse(JSON.parse(line)));
  return read;
}

import type { TestCase } from '@agent-factory/contracts';
import { importPromptfoo, readCases } from '@agent-factory/evals';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

export const previewCasesInputSchema = z.strictObject({
  text: z.string().min(1).max(900_000),
  format: z.enum(['yaml', 'csv', 'jsonl', 'promptfoo']),
});

export interface CasesPreview {
  cases: TestCase[];
  /** What cannot be read, by its place in the text; `text` is what stands there. */
  problems: { line: number; column: number; message: string; text: string | null }[];
  /** What became something else than it was, or nothing. */
  notes: { at: string; what: 'ignored' | 'changed' | 'not_translated'; why: string }[];
}

/** What a text would become, with all that is wrong with it; nothing is stored. */
export async function previewCases({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof previewCasesInputSchema>;
}): Promise<CasesPreview> {
  requireScope(ctx.actor, 'tests:write');
  const { text, format } = parseInput(previewCasesInputSchema, input);
  if (format === 'promptfoo') {
    const { cases, problems, notes } = importPromptfoo(text);
    return { cases, problems, notes };
  }
  return { ...readCases({ text, format }), notes: [] };
}

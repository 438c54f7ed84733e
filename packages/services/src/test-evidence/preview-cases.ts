import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import type { CasesRead } from '../tests/datasets/read-at-once.ts';
import { readCasesText } from '../tests/datasets/read-text.ts';

export const previewCasesInputSchema = z.strictObject({
  text: z.string().min(1).max(900_000),
  format: z.enum(['yaml', 'csv', 'jsonl', 'promptfoo']),
});

/** What a text would become, with all that is wrong with it; nothing is stored. */
export async function previewCases({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof previewCasesInputSchema>;
}): Promise<CasesRead> {
  requireScope(ctx.actor, 'tests:write');
  return readCasesText(parseInput(previewCasesInputSchema, input));
}

import { chooseLanguageInputSchema, type PageLanguage } from '@agent-factory/contracts';
import { updateProfileLanguage, withUserOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';

/**
 * The caller reads the pages in this language from now on, in every browser; null follows each browser's own wish. A matter
 * of the person alone, which no team's log keeps. Errors: `invalid_input`, `forbidden` for a key.
 */
export async function chooseLanguage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof chooseLanguageInputSchema>;
}): Promise<{ language: PageLanguage | null }> {
  const { userId } = requirePerson(ctx.actor);
  const { language } = parseInput(chooseLanguageInputSchema, input);
  await withUserOnce(ctx.db, userId, (tx) => updateProfileLanguage(tx, { userId, language }));
  return { language };
}

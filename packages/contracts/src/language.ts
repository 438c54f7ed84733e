import { z } from 'zod';

/** The languages that the pages speak, by their BCP 47 tags; English first, from which the others are translated. */
export const pageLanguages = ['en', 'de', 'es', 'pt', 'zh'] as const;
export const pageLanguageSchema = z.enum(pageLanguages);
export type PageLanguage = z.infer<typeof pageLanguageSchema>;

/** Null forgets the choice: the browser decides again. */
export const chooseLanguageInputSchema = z.strictObject({ language: pageLanguageSchema.nullable() });

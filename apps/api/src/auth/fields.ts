import { z } from 'zod';

const metadataLimitBytes = 4096;

/** Lower case and bounded (RFC 5321 4.5.3.1.3). */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'Unable to validate email address: invalid format' }));

/** Each access token carries the metadata, and servers cap their headers. */
export const metadataField = z
  .record(z.string(), z.unknown())
  .refine((data) => Buffer.byteLength(JSON.stringify(data)) <= metadataLimitBytes, {
    error: 'must be at most 4 KB of JSON',
  });

/** What every call that ends in a redirect may carry; supabase-js sends null for an implicit flow. */
export const pkceFields = {
  code_challenge: z
    .string()
    .regex(/^[\w-]{43}$/, { error: 'must be the base64url form of a SHA-256 hash' })
    .nullish()
    .transform((value) => value ?? undefined),
  code_challenge_method: z
    .string()
    .toLowerCase()
    .pipe(z.literal('s256', { error: 'only s256 is supported' }))
    .nullish(),
};

/** `redirect_to` rides in the query of calls that mail a link. */
export const redirectQuery = z.object({ redirect_to: z.string().max(2048).optional() });

import { timingSafeEqual } from 'node:crypto';
import { type ErasureId, erasureIdSchema, erasureTokenSchema } from '@agent-factory/contracts';
import type { Services } from '../service-context.ts';

const purpose = 'erasure receipt ';

/**
 * Opens the receipt of one erasure: its id and 256 bits that follow from it and the platform's pepper, so that it can be
 * mailed again after a crash though it is kept nowhere.
 */
export function erasureToken({ secrets }: Pick<Services, 'secrets'>, id: ErasureId): string {
  return `${id}.${secrets.hashApiKey(purpose + id).toString('base64url')}`;
}

/** Of which erasure this is the token; null for anything else. Those made under older peppers count. */
export function erasureOfToken({ secrets }: Pick<Services, 'secrets'>, token: string): ErasureId | null {
  if (!erasureTokenSchema.safeParse(token).success) return null;
  const [text = '', proof = ''] = token.split('.');
  const id = erasureIdSchema.parse(text);
  const given = Buffer.from(proof, 'base64url');
  const known = secrets.hashesOfApiKey(purpose + id);
  return known.some((hash) => hash.length === given.length && timingSafeEqual(hash, given)) ? id : null;
}

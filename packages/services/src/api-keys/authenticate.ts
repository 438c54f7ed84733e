import { type Actor, AppError } from '@agent-factory/contracts';
import { useApiKey } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { isKeyText } from './key-text.ts';

export type ApiKeyActor = Extract<Actor, { type: 'apiKey' }>;

/**
 * From an API key to the actor that it is, and when it expires (milliseconds since the epoch). Errors:
 * `unauthenticated`, the same for a key that was never given out, is revoked, or has expired.
 */
export async function authenticateApiKey({
  services,
  key,
}: {
  services: Services;
  key: string;
}): Promise<{ actor: ApiKeyActor; expiresAt: number | null }> {
  // Typing errors and guesses end here, at no cost to the database.
  if (!isKeyText(key)) throw unknownKey();
  const found = await useApiKey(services.db, services.secrets.hashApiKey(key));
  if (found === undefined) throw unknownKey();
  const { id: keyId, teamId, name, scopes, agentIds } = found;
  return {
    actor: { type: 'apiKey', keyId, teamId, name, scopes, agentIds },
    expiresAt: found.expiresAt?.getTime() ?? null,
  };
}

function unknownKey(): AppError {
  return new AppError('unauthenticated', 'This API key is not valid: unknown, revoked or expired.');
}

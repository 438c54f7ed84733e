import { type Actor, AppError } from '@agent-factory/contracts';
import { useApiKey } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { isKeyText } from './key-text.ts';

export type ApiKeyActor = Extract<Actor, { type: 'apiKey' }>;

/** A key that was found good, with what is asked anew at each use of it. */
export interface AuthenticatedKey {
  actor: ApiKeyActor;
  /** Milliseconds since the epoch; null for never. Of a secret that was rotated away, when its overlap ends. */
  expiresAt: number | null;
  /** Where it may be used from; see `requireAddress`. */
  ipAllow: readonly string[] | null;
}

/**
 * From an API key to the actor that it is. Notes that it was used, unless it is not for that address. Errors:
 * `unauthenticated`, the same for a key that was never given out, is revoked, or has expired.
 */
export async function authenticateApiKey({
  services,
  key,
  address,
}: {
  services: Services;
  key: string;
  /** Of the client. */
  address: string;
}): Promise<AuthenticatedKey> {
  // Typing errors and guesses end here, at no cost to the database.
  if (!isKeyText(key)) throw unknownKey();
  const found = await useApiKey(services.db, { hashes: services.secrets.hashesOfApiKey(key), address });
  if (found === undefined) throw unknownKey();
  const { id: keyId, teamId, name, scopes, agentIds, ipAllow, agentVersion, policy } = found;
  // The next question of whoever comes in, which then need not be asked.
  await services.spending.policies.get(teamId, async () => policy);
  const set = agentVersion === null ? {} : { agentVersion };
  return {
    actor: { type: 'apiKey', keyId, teamId, name, scopes, agentIds, ...set },
    expiresAt: found.expiresAt?.getTime() ?? null,
    ipAllow,
  };
}

function unknownKey(): AppError {
  return new AppError('unauthenticated', 'This API key is not valid: unknown, revoked or expired.');
}

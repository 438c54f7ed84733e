import { providerKeyIdSchema } from '@agent-factory/contracts';
import { findTeamOfProviderKey, flagProviderKey, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/** A refusal this soon after a key was exchanged may be of the old one, which a call may still have held. */
const settledMs = 10_000;

/**
 * Takes a key that its vendor refused out of use, until a test succeeds or it is exchanged. For the router to
 * call in passing: never rejects.
 */
export async function flagRefusedKey({
  services,
  keyId,
}: {
  services: Services;
  keyId: string;
}): Promise<void> {
  try {
    const id = providerKeyIdSchema.parse(keyId);
    const teamId = await findTeamOfProviderKey(services.db, id);
    if (teamId === undefined) return;
    const reason = 'The vendor refused the key during a call.';
    const system = { type: 'system', teamId, reason: 'flag_refused_key' } as const;
    await withTenant(services.db, system, (tx) => flagProviderKey(tx, { id, teamId, reason, settledMs }));
    services.secrets.opened.forget(teamId);
  } catch (error) {
    services.onError(error, { part: 'provider_keys', provider_key_id: keyId });
  }
}

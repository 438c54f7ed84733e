import { chargeLostHolds, listTeamsWithLostHolds, withTenantOnce } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/** At most so many holds are looked at per round. */
const batch = 100;

/**
 * Charges calls whose process ended before it could settle them, each with all that was set aside: the vendor may
 * have been paid that much, and a ceiling stays one. Any number of processes may do this at once.
 */
export async function chargeLostHoldsOfAll({
  services,
}: {
  services: Pick<Services, 'db'>;
}): Promise<{ charged: number }> {
  let charged = 0;
  for (const teamId of await listTeamsWithLostHolds(services.db, batch)) {
    const actor = { type: 'system', teamId, reason: 'charge_lost_holds' } as const;
    charged += await withTenantOnce(services.db, actor, chargeLostHolds);
  }
  return { charged };
}

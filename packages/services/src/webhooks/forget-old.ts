import { forgetWebhookEvents } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

const batch = 5_000;

/** Deletes a batch of events that are older than 30 days, with their delivery logs; says how many went. */
export async function forgetOldWebhookEvents({
  services,
}: {
  services: Pick<Services, 'db'>;
}): Promise<number> {
  return forgetWebhookEvents(services.db, { limit: batch });
}

import type { JobPayload } from '@agent-factory/contracts';
import { processStripeEvent, type Services } from '@agent-factory/services';

export function processStripeEventJob(services: Services) {
  return (input: JobPayload<'process_stripe_event'>): Promise<void> =>
    processStripeEvent({ services, input });
}

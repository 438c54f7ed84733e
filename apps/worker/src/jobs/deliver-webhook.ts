import type { JobPayload } from '@agent-factory/contracts';
import { deliverWebhook, type JobContext, type Services } from '@agent-factory/services';

export function deliverWebhookJob(services: Services) {
  return (input: JobPayload<'deliver_webhook'>, { signal }: JobContext): Promise<void> =>
    deliverWebhook({ services, input, signal });
}

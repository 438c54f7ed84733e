import type { JobPayload } from '@agent-factory/contracts';
import { refundForBrokenRun, type Services } from '@agent-factory/services';

export function refundBrokenInvariantJob(services: Services) {
  return async (input: JobPayload<'refund_broken_invariant'>): Promise<void> => {
    await refundForBrokenRun({ services, input });
  };
}

import type { JobPayload } from '@agent-factory/contracts';
import { type Services, warnOfQuota } from '@agent-factory/services';

export function warnOfQuotaJob(services: Services) {
  return (input: JobPayload<'warn_of_quota'>): Promise<void> => warnOfQuota({ services, input });
}

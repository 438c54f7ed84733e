import type { JobPayload } from '@agent-factory/contracts';
import { type JobContext, type Services, workOnPatch } from '@agent-factory/services';

export function proposePatchJob(services: Services) {
  return (input: JobPayload<'propose_patch'>, { signal }: JobContext): Promise<void> =>
    workOnPatch({ services, input, signal });
}

import type { JobPayload } from '@agent-factory/contracts';
import { executeTry, type JobContext, type Services } from '@agent-factory/services';

export function executeTryJob(services: Services) {
  return (input: JobPayload<'execute_try'>, { signal }: JobContext): Promise<void> =>
    executeTry({ services, input, signal });
}

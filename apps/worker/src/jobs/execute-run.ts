import type { JobPayload } from '@agent-factory/contracts';
import { executeRun, type JobContext, type RunTimings, type Services } from '@agent-factory/services';

export function executeRunJob(services: Services, timings: RunTimings) {
  return (input: JobPayload<'execute_run'>, { workerId, signal }: JobContext): Promise<void> =>
    executeRun({ services, input, workerId, timings, signal });
}

import type { JobPayload } from '@agent-factory/contracts';
import { executeRunFairly, type JobContext } from '@agent-factory/services';

type Shared = Omit<Parameters<typeof executeRunFairly>[0], 'input' | 'workerId' | 'signal'>;

export function executeRunJob(shared: Shared) {
  return (input: JobPayload<'execute_run'>, { workerId, signal }: JobContext): Promise<void> =>
    executeRunFairly({ ...shared, input, workerId, signal });
}

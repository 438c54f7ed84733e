import type { JobPayload } from '@agent-factory/contracts';
import { executeTestsFairly, type JobContext } from '@agent-factory/services';

type Shared = Omit<Parameters<typeof executeTestsFairly>[0], 'input' | 'signal'>;

export function executeTestsJob(shared: Shared) {
  return (input: JobPayload<'execute_tests'>, { signal }: JobContext): Promise<void> =>
    executeTestsFairly({ ...shared, input, signal });
}

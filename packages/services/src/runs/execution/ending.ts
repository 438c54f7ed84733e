import type { FinalRunStatus, RunError } from '@agent-factory/contracts';

/** How a run ended; what it used stands apart. */
export interface Ending {
  status: FinalRunStatus;
  output: unknown;
  error: RunError | null;
}

export const cancelledEnding: Ending = {
  status: 'cancelled',
  output: null,
  error: { code: 'cancelled', message: 'The run was cancelled.' },
};

export const exhaustedEnding: Ending = {
  status: 'failed',
  output: null,
  error: {
    code: 'unavailable',
    message: 'The work on this run was interrupted again and again. Start a new run.',
  },
};

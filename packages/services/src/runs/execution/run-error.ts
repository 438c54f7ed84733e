import { isAppError, type RunError } from '@agent-factory/contracts';

/** What a run's row and its readers may learn of a failure: our own words, or none. */
export function safeRunError(error: unknown): RunError {
  if (isAppError(error)) return { code: error.code, message: error.message };
  return {
    code: 'internal',
    message: 'Something went wrong on our side while the agent was at work. Running it again may help.',
  };
}

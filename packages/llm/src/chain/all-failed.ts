import { AppError } from '@agent-factory/contracts';
import type { Failure } from './next-step.ts';

/** The error of a chain in which every model failed, each with its last reason. */
export function allFailed(failures: readonly Failure[]): AppError {
  const last = [...new Map(failures.map((failure) => [failure.candidate.model.id, failure.error]))];
  const reasons = last.map(([model, error]) => `${model}: ${error.message}`);
  const waits = last.flatMap(([, { retryAfterSeconds }]) => retryAfterSeconds ?? []);
  const every = (kind: string) => last.every(([, error]) => error.kind === kind);
  const code = every('timed_out') ? 'timed_out' : every('rate_limited') ? 'rate_limited' : 'provider_failed';
  return new AppError(code, `No model answered. ${reasons.join('; ')}.`, {
    cause: failures.at(-1)?.error,
    ...(waits.length > 0 && waits.length === last.length ? { retryAfterSeconds: Math.min(...waits) } : {}),
  });
}

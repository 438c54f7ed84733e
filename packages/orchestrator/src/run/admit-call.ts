import { AppError } from '@agent-factory/contracts';
import { limitOf } from '@agent-factory/spec';
import type { RunContext } from './run-context.ts';

/**
 * Counts one more model call in this level and all around it, at once, so that members at work beside each other do
 * not both take the last. AppError `limit_exceeded` names the limit that is used up, and whose it is.
 */
export function takeStep({ lineage }: RunContext): void {
  for (const { tally } of lineage) {
    const { name, limits, steps } = tally;
    if (steps < limits.maxSteps) continue;
    throw new AppError(
      'limit_exceeded',
      `"${name}" used all ${limits.maxSteps} model calls of its limit (limits.maxSteps) without an answer.`,
    );
  }
  for (const { tally } of lineage) tally.steps += 1;
}

/**
 * How many of the tokens that a call would like to write it may, by `limits.maxTokens` of this level and all around
 * it. What a call reads is known only once it has been made, so the last one may pass the limit by its input.
 * AppError `limit_exceeded` when nothing is left.
 */
export function tokensLeft({ lineage }: RunContext, wanted: number): number {
  let allowed = wanted;
  for (const { tally } of lineage) {
    const { name, limits } = tally;
    const left = limitOf(limits, 'maxTokens') - tally.tokens.total;
    if (left <= 0) {
      throw new AppError(
        'limit_exceeded',
        `"${name}" used ${tally.tokens.total} tokens; its limit is ${limits.maxTokens} (limits.maxTokens).`,
      );
    }
    allowed = Math.min(allowed, left);
  }
  return allowed;
}

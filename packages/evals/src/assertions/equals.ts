import type { Json } from '../observation.ts';
import { firstDifference } from './json-equal.ts';
import { asText, excerpt, found, type Outcome, type Scene } from './outcome.ts';

/** Whether the answer is this value: a text as a text, anything else as JSON. */
export function equals(
  { value, tolerance }: { value: Json; tolerance: number },
  { observation }: Scene,
): Outcome {
  // "42" was asked for and 42 was read: the text that the agent wrote is the same.
  const sameText = typeof value === 'string' && value === observation.text;
  const at = sameText ? null : firstDifference(observation.output, value, tolerance);
  const reason =
    at === null
      ? 'The answer is the expected value.'
      : `The answer differs from the expected value${at === '' ? '' : ` at ${at}`}: expected ${excerpt(asText(value), 120)}.`;
  return found(at === null, reason, { evidence: excerpt(observation.text) });
}

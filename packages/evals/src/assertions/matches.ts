import { excerpt, found, type Outcome, type Scene } from './outcome.ts';

/** Whether the pattern occurs in the answer. */
export function matches({ pattern }: { pattern: string }, { observation, ports }: Scene): Outcome {
  const holds = ports.engines.matches(pattern, observation.text);
  const reason = holds ? `The answer matches ${pattern}.` : `The answer does not match ${pattern}.`;
  return found(holds, reason, { evidence: excerpt(observation.text) });
}

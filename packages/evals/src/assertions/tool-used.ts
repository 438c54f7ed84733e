import { within } from './limits.ts';
import { found, type Outcome, type Scene } from './outcome.ts';

/** How often a tool was called. What an approval or an invariant denied was not used. */
export function toolUsed(
  { tool, ...range }: { tool: string; at_least: number; at_most: number | null },
  { observation }: Scene,
): Outcome {
  const calls = observation.calls.filter(({ name, outcome }) => name === tool && outcome !== 'denied').length;
  const names = [...new Set(observation.calls.map(({ name }) => name))];
  const { verdict, reason } = within(calls, range, `calls of ${tool}`);
  return found(verdict === 'pass', reason, {
    evidence: names.length === 0 ? 'No tool was called.' : `Called: ${names.join(', ')}`,
  });
}

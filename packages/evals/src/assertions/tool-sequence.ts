import type { ArgumentMatch, SequenceMode } from '@agent-factory/contracts';
import { type ExpectedStep, matchSequence } from '../trajectory/match-sequence.ts';
import { excerpt, found, type Outcome, type Scene } from './outcome.ts';

interface Asked {
  mode: SequenceMode;
  calls: readonly ExpectedStep[];
  match: ArgumentMatch;
  threshold: number;
}

/** Whether the tools were called as expected, wholly or by the share that the threshold lets pass. */
export function toolSequence({ mode, calls, match, threshold }: Asked, { observation }: Scene): Outcome {
  const { whole, score, paired } = matchSequence(observation.calls, calls, mode, match);
  const expected = calls.flat().length;
  return found(
    whole || score >= threshold,
    `${paired} of ${expected} expected calls and ${observation.calls.length} made fit (${mode}): ${
      whole ? 'as expected' : `${Math.round(score * 100)} %`
    }.`,
    {
      score,
      evidence: excerpt(observation.calls.map(({ name }) => name).join(' → ') || 'No tool was called.'),
    },
  );
}

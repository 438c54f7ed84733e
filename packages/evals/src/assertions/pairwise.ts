import { askPair } from '../judges/ask-pair.ts';
import { judgedOf } from './judged.ts';
import { found, GraderError, type Outcome, type Scene, undecided } from './outcome.ts';

interface Asked {
  criterion: string;
  other: string;
  tie_passes: boolean;
}

/** Whether a judge prefers the answer to another one, whichever of the two it reads first. */
export async function pairwise(asked: Asked, { observation, ports }: Scene): Promise<Outcome> {
  const { input, answer, models } = judgedOf(observation, null);
  const result = await askPair(ports.judge, {
    input,
    criterion: asked.criterion,
    one: answer,
    other: asked.other,
    models,
  });
  if ('problem' in result) throw new GraderError(result.problem, result.costNanoUsd);
  const { better, reason, costNanoUsd } = result;
  if (better === null) return undecided(reason, costNanoUsd);
  const score = { one: 1, tie: 0.5, other: 0 }[better];
  const holds = better === 'one' || (better === 'tie' && asked.tie_passes);
  return found(holds, reason, { score, evidence: result.evidence || null, costNanoUsd });
}

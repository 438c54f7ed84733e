import { askCriterion } from '../judges/ask-criterion.ts';
import { judgedOf } from './judged.ts';
import { found, GraderError, type Outcome, type Scene, undecided } from './outcome.ts';

/** Whether a judge finds every criterion true of the answer; each is asked on its own, so that none colours another. */
export async function judge(
  { criteria, guidance }: { criteria: readonly string[]; guidance: string | null },
  { observation, ports }: Scene,
): Promise<Outcome> {
  const judged = judgedOf(observation, guidance);
  const results = await Promise.all(
    criteria.map(async (criterion) => ({
      criterion,
      ...(await askCriterion(ports.judge, criterion, judged)),
    })),
  );
  const costNanoUsd = results.reduce((sum, result) => sum + result.costNanoUsd, 0);
  const judgements = results.map((result) => {
    if ('problem' in result) throw new GraderError(`“${result.criterion}”: ${result.problem}`, costNanoUsd);
    return result;
  });
  const score = judgements.filter(({ verdict }) => verdict === 'pass').length / judgements.length;
  const against = judgements.find(({ verdict }) => verdict === 'fail');
  const shown = against ?? judgements.find(({ verdict }) => verdict === 'unclear') ?? judgements[0];
  const reason = shown === undefined ? 'Nothing was asked.' : `“${shown.criterion}”: ${shown.reason}`;
  if (against === undefined && shown?.verdict === 'unclear') return undecided(reason, costNanoUsd);
  return found(against === undefined, reason, { score, evidence: shown?.evidence || null, costNanoUsd });
}

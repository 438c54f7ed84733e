import type { JudgePort } from '../judge-port.ts';
import { type Confusion, type RaterAgreement, raterAgreement } from '../statistics/rater-agreement.ts';
import { askCriterion } from './ask-criterion.ts';
import type { LabelledItem } from './labelled-item.ts';

/** What a judge said of one labelled item; null where it said nothing that could be read, or that it is unclear. */
export interface Opinion {
  item: Pick<LabelledItem, 'id' | 'label'>;
  verdicts: readonly ('pass' | 'fail' | 'unclear' | null)[];
}

export interface Calibration extends RaterAgreement {
  items: number;
  /** Of the first opinion on each item. */
  confusion: Confusion;
  /** The share of opinions that were no verdict: broken answers, and “unclear”. */
  undecidedRate: number;
  /** The share of items on which every repetition said the same; null where none was repeated. */
  consistency: number | null;
}

/** Asks a judge about each item, `times` times, `atOnce` at a time. What each opinion costs is added up. */
export async function askAboutItems(
  judge: JudgePort,
  items: readonly LabelledItem[],
  { times = 1, atOnce = 4 }: { times?: number; atOnce?: number } = {},
): Promise<{ opinions: Opinion[]; costNanoUsd: number }> {
  let costNanoUsd = 0;
  const opinions: Opinion[] = [];
  const rest = [...items.entries()];
  const work = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [place, item] = next;
      const verdicts: Opinion['verdicts'][number][] = [];
      for (let time = 0; time < times; time++) {
        const result = await askCriterion(judge, item.criterion, {
          input: item.task,
          answer: item.answer,
          conversation: null,
          guidance: null,
          models: [],
        });
        costNanoUsd += result.costNanoUsd;
        verdicts.push('problem' in result ? null : result.verdict);
      }
      opinions[place] = { item: { id: item.id, label: item.label }, verdicts };
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work));
  return { opinions, costNanoUsd };
}

/**
 * How well opinions agree with people's labels. What was no verdict counts against the judge, as the opposite of the
 * label: a judge that answers only what is easy is not a better one.
 */
export function calibrationOf(opinions: readonly Opinion[]): Calibration {
  const confusion: Confusion = { truePositive: 0, falseNegative: 0, falsePositive: 0, trueNegative: 0 };
  let undecided = 0;
  let asked = 0;
  for (const { item, verdicts } of opinions) {
    asked += verdicts.length;
    undecided += verdicts.filter((verdict) => verdict !== 'pass' && verdict !== 'fail').length;
    const agrees = verdicts[0] === item.label;
    if (item.label === 'pass') confusion[agrees ? 'truePositive' : 'falseNegative']++;
    else confusion[agrees ? 'trueNegative' : 'falsePositive']++;
  }
  const repeated = opinions.filter(({ verdicts }) => verdicts.length > 1);
  const same = repeated.filter(({ verdicts }) => verdicts[0] !== null && new Set(verdicts).size === 1);
  return {
    ...raterAgreement(confusion),
    items: opinions.length,
    confusion,
    undecidedRate: asked === 0 ? 1 : undecided / asked,
    consistency: repeated.length === 0 ? null : same.length / repeated.length,
  };
}

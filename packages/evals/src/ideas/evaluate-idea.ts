import {
  type Citation,
  type Evidenced,
  type IdeaEvaluation,
  type IdeaMeasure,
  type IdeaResearch,
  type IdeaRule,
  type IdeaVerdict,
  ideaMeasures,
} from '@agent-factory/contracts';
import { acceptedCitations, seenPages } from './accepted-citations.ts';
import { type CompetitorCount, countCompetitors } from './count-competitors.ts';

export interface IdeaInput {
  research: IdeaResearch;
  /** Addresses that the researchers' tools really gave; null where that is not known. */
  seenUrls: readonly string[] | null;
  /** What the one who put the reports together says. */
  summary: { reasoning: string; next_steps: readonly string[] } | null;
}

interface Measured {
  value: number | null;
  citations: Citation[];
}

interface Rule {
  id: IdeaRule;
  measure: IdeaMeasure;
  /** What it makes of the idea. */
  verdict: Extract<IdeaVerdict, 'KILL' | 'ITERATE'>;
  isMet: (value: number) => boolean;
  says: (value: number) => string;
}

const killNoveltyBelow = 60;
const killMrrUsdBelow = 2000;
const killCompetitorsAbove = 20;

const rules: readonly Rule[] = [
  {
    id: 'novelty_below_60',
    measure: 'novelty_score',
    verdict: 'KILL',
    isMet: (value) => value < killNoveltyBelow,
    says: (value) => `Novelty is ${value}; below ${killNoveltyBelow} an idea is too close to what there is.`,
  },
  {
    id: 'mrr_below_2000',
    measure: 'estimated_mrr',
    verdict: 'KILL',
    isMet: (value) => value < killMrrUsdBelow,
    says: (value) => `It may bring $${value} a month; below $${killMrrUsdBelow} it does not carry itself.`,
  },
  {
    id: 'competitors_above_20',
    measure: 'competitor_count',
    verdict: 'KILL',
    isMet: (value) => value > killCompetitorsAbove,
    says: (value) => `${value} competitors are cited; above ${killCompetitorsAbove} the field is full.`,
  },
  {
    id: 'market_size_below_50',
    measure: 'market_size_score',
    verdict: 'ITERATE',
    isMet: (value) => value < 50,
    says: (value) => `The market scores ${value} of 100: look for more people who need this.`,
  },
  {
    id: 'competition_above_70',
    measure: 'competition_score',
    verdict: 'ITERATE',
    isMet: (value) => value > 70,
    says: (value) => `Competition scores ${value} of 100: find what sets it apart.`,
  },
  {
    id: 'execution_difficulty_above_70',
    measure: 'execution_difficulty',
    verdict: 'ITERATE',
    isMet: (value) => value > 70,
    says: (value) => `Building it scores ${value} of 100 in difficulty: cut it down to a first version.`,
  },
];

/**
 * The Brain Fart Checker's verdict: code over evidenced figures, no model's opinion. A kill rule that is met by evidence
 * kills, whatever else is unknown. If none is, and anything is missing, uncited, or no figure in its range, the verdict
 * is INCONCLUSIVE. Else rules that only warn make it ITERATE, and nothing makes it BUILD.
 */
export function evaluateIdea({ research, seenUrls, summary }: IdeaInput): IdeaEvaluation {
  const seen = seenUrls && seenPages(seenUrls);
  const counted = countCompetitors(research.competitors?.competitors ?? [], seen);
  const measures: Record<IdeaMeasure, Measured> = {
    novelty_score: measured(research.competitors?.novelty_score, seen, 100),
    market_size_score: measured(research.market?.market_size_score, seen, 100),
    competition_score: measured(research.competitors?.competition_score, seen, 100),
    execution_difficulty: measured(research.feasibility?.execution_difficulty, seen, 100),
    estimated_mrr: measured(research.revenue?.estimated_mrr, seen, Number.MAX_SAFE_INTEGER),
    competitor_count: countedCompetitors(research, counted, seen),
  };
  const missing = ideaMeasures.filter((measure) => measures[measure].value === null);
  const met = rules.filter(({ measure, isMet }) => {
    const { value } = measures[measure];
    return value !== null && isMet(value);
  });
  const verdict = verdictOf(met, missing);
  // An unknown outweighs what only warns; both are told.
  const deciding = verdict === 'KILL' ? met.filter((rule) => rule.verdict === 'KILL') : met;
  return {
    novelty_score: measures.novelty_score.value,
    market_size_score: measures.market_size_score.value,
    competition_score: measures.competition_score.value,
    execution_difficulty: measures.execution_difficulty.value,
    estimated_mrr: measures.estimated_mrr.value,
    competitor_count: measures.competitor_count.value,
    verdict,
    rules: deciding.map(({ id }) => id),
    missing,
    reasoning: [
      ...deciding.map(({ measure, says }) => says(measures[measure].value ?? 0)),
      ...(missing.length > 0 ? [`Without evidence: ${missing.join(', ')}.`] : []),
      ...(summary === null || summary.reasoning.trim() === '' ? [] : [summary.reasoning.trim()]),
    ].join('\n\n'),
    next_steps: [...(summary?.next_steps ?? [])],
    evidence: Object.fromEntries(
      ideaMeasures.map((measure) => [measure, measures[measure].citations]),
    ) as IdeaEvaluation['evidence'],
    competitors: counted.cited,
  };
}

function verdictOf(met: readonly Rule[], missing: readonly IdeaMeasure[]): IdeaVerdict {
  if (met.some(({ verdict }) => verdict === 'KILL')) return 'KILL';
  if (missing.length > 0) return 'INCONCLUSIVE';
  return met.length > 0 ? 'ITERATE' : 'BUILD';
}

function measured(given: Evidenced | undefined, seen: ReadonlySet<string> | null, most: number): Measured {
  const citations = acceptedCitations(given?.citations ?? [], seen);
  const value = given?.value ?? null;
  const isFigure = typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= most;
  return { value: isFigure && citations.length > 0 ? value : null, citations };
}

/**
 * The count, from the cited ones alone. It is known where competitors or the search for them are cited; and it is not
 * where those that are only named could make it too many.
 */
function countedCompetitors(
  { competitors }: IdeaResearch,
  { cited, uncited }: CompetitorCount,
  seen: ReadonlySet<string> | null,
): Measured {
  const citations = acceptedCitations(
    [...cited.flatMap((competitor) => competitor.citations), ...(competitors?.searched ?? [])],
    seen,
  );
  const isHidden = cited.length <= killCompetitorsAbove && cited.length + uncited > killCompetitorsAbove;
  return { value: citations.length === 0 || isHidden ? null : cited.length, citations };
}

import type { IdeaMeasure, IdeaVerdict } from '@agent-factory/contracts';

/** A measure as people read it. Money and the count stand apart from scores of 0 to 100. */
export interface MeasureLook {
  id: IdeaMeasure;
  label: string;
  /** What more of it means. */
  note: string;
  unit: 'score' | 'usd' | 'count';
}

export const measureLooks: readonly MeasureLook[] = [
  { id: 'novelty_score', label: 'Novelty', note: 'Below 60 ends it', unit: 'score' },
  { id: 'estimated_mrr', label: 'Revenue a month', note: 'Below $2,000 ends it', unit: 'usd' },
  { id: 'competitor_count', label: 'Competitors', note: 'More than 20 end it', unit: 'count' },
  { id: 'market_size_score', label: 'Market', note: 'Higher is larger', unit: 'score' },
  { id: 'competition_score', label: 'Competition', note: 'Higher is harder', unit: 'score' },
  { id: 'execution_difficulty', label: 'Difficulty', note: 'Higher is harder to build', unit: 'score' },
];

export function measureText(value: number | null, unit: MeasureLook['unit']): string {
  if (value === null) return 'Not known';
  const rounded = value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (unit === 'usd') return `$${rounded}`;
  return unit === 'count' ? rounded : `${rounded} / 100`;
}

export const verdictWords: Readonly<Record<IdeaVerdict, { label: string; says: string }>> = {
  BUILD: { label: 'Build', says: 'No rule speaks against it, and every figure has a source.' },
  ITERATE: { label: 'Iterate', says: 'Nothing ends it, but something has to change first.' },
  KILL: { label: 'Kill', says: 'Evidence meets a rule that ends it.' },
  INCONCLUSIVE: { label: 'Inconclusive', says: 'Something that the verdict needs could not be shown.' },
};

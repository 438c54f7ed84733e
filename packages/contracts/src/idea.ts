import { z } from 'zod';

/** Where something was read. `quote` is what stands there, word for word. */
export const citationSchema = z.object({
  url: z.string().max(2000),
  title: z.string().max(300).nullable().default(null),
  quote: z.string().max(1000).nullable().default(null),
});
export type Citation = z.infer<typeof citationSchema>;

const citations = z.array(citationSchema).max(50);

/** A figure of a researcher with where it comes from; null where nothing was found. */
const evidenced = z.object({ value: z.number().nullable(), citations });
export type Evidenced = z.infer<typeof evidenced>;

const rationale = z.string().max(4000);

/** What the four researchers report. A report that is missing or does not read is null, and then nothing is known. */
export const ideaResearchSchema = z.object({
  market: z.object({ market_size_score: evidenced, rationale }).nullable(),
  competitors: z
    .object({
      novelty_score: evidenced,
      competition_score: evidenced,
      competitors: z
        .array(z.object({ name: z.string().max(200), website: z.string().max(2000).nullable(), citations }))
        .max(200),
      /** Pages that were searched for competitors; evidence also where there are none. */
      searched: citations,
      rationale,
    })
    .nullable(),
  feasibility: z.object({ execution_difficulty: evidenced, rationale }).nullable(),
  revenue: z.object({ estimated_mrr: evidenced, rationale }).nullable(),
});
export type IdeaResearch = z.infer<typeof ideaResearchSchema>;

/** The kill rules and the others, in the order in which they are told. */
export const ideaRules = [
  'novelty_below_60',
  'mrr_below_2000',
  'competitors_above_20',
  'market_size_below_50',
  'competition_above_70',
  'execution_difficulty_above_70',
] as const;
export type IdeaRule = (typeof ideaRules)[number];

/** What is measured. All but the money and the count are scores from 0 to 100. */
export const ideaMeasures = [
  'novelty_score',
  'market_size_score',
  'competition_score',
  'execution_difficulty',
  'estimated_mrr',
  'competitor_count',
] as const;
export type IdeaMeasure = (typeof ideaMeasures)[number];

/** `INCONCLUSIVE`: no kill rule is met, and something that one would need is not known. Never a pass. */
export const ideaVerdicts = ['BUILD', 'ITERATE', 'KILL', 'INCONCLUSIVE'] as const;
export type IdeaVerdict = (typeof ideaVerdicts)[number];

const score = z.number().min(0).max(100).nullable();

export const ideaEvaluationSchema = z.object({
  /** Higher is newer. */
  novelty_score: score,
  /** Higher is larger. */
  market_size_score: score,
  /** Higher is more crowded and harder to enter. */
  competition_score: score,
  /** Higher is harder to build. */
  execution_difficulty: score,
  /** Monthly recurring revenue after a year, in US dollars. */
  estimated_mrr: z.number().min(0).nullable(),
  /** Different competitors that are cited. */
  competitor_count: z.int().min(0).nullable(),
  verdict: z.enum(ideaVerdicts),
  /** Which rules decided; empty for BUILD. */
  rules: z.array(z.enum(ideaRules)),
  /** What is not known, or only said without evidence. */
  missing: z.array(z.enum(ideaMeasures)),
  reasoning: z.string(),
  next_steps: z.array(z.string()),
  /** Of every measure, what it rests on. */
  evidence: z.record(z.enum(ideaMeasures), z.array(citationSchema)),
  /** The competitors as they were counted, each once, by its first name. */
  competitors: z.array(
    z.object({ name: z.string(), website: z.string().nullable(), citations: z.array(citationSchema) }),
  ),
});
export type IdeaEvaluation = z.infer<typeof ideaEvaluationSchema>;

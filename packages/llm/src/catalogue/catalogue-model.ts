import type { Price } from './price.ts';

/**
 * How much a model can be trusted with: 1 answers and sorts, 2 researches and checks, 3 reasons and codes.
 * A judgement of ours from the vendors' own positioning of their models, not a measurement.
 */
export type Tier = 1 | 2 | 3;

/** What the router must know of a model to choose it. */
export interface CatalogueModel {
  /** `vendor/model`, as specs pin it. */
  id: string;
  provider: string;
  /** The vendor's own name of it, sent on the wire. */
  name: string;
  title: string;
  tier: Tier;
  /** Chosen only where it is pinned: nobody here has described what it can do, or it is on its way out. */
  pinOnly: boolean;
  /** It looks things up on the web by itself. */
  searches: boolean;
  tools: boolean;
  vision: boolean;
  /** Whether the vendor itself holds the answer to a JSON Schema. */
  structuredOutput: boolean;
  /** False for models whose API refuses the parameter. */
  temperature: boolean;
  /** Whether it thinks before it answers and takes a level of effort. */
  effort: boolean;
  contextTokens: number;
  maxOutputTokens: number;
  /** What one image counts as. */
  imageTokens: { expected: number; atMost: number };
  /** Input that the vendor adds by itself and bills (search results); 0 for most. */
  addedInputTokens: number;
  /** Web searches that the vendor may make by itself and bills by the piece; 0 for most. */
  addedSearches: number;
  /** Null when nobody told us; such a model cannot be held under a ceiling and is not chosen. */
  price: Price | null;
}

type Traits = Omit<CatalogueModel, 'id'>;

/**
 * Vendors shrink large images before they count them. At most: OpenAI's `high` detail 2,500 and Anthropic's largest
 * 4,784 (Opus 4.7 and later); what is usually sent, a picture of a megapixel, is around 1,000 at most of them.
 */
export const usualImageTokens = { expected: 1_000, atMost: 5_000 };

const plain = {
  pinOnly: false,
  searches: false,
  tools: true,
  vision: false,
  structuredOutput: true,
  temperature: true,
  effort: false,
  imageTokens: usualImageTokens,
  addedInputTokens: 0,
  addedSearches: 0,
} satisfies Partial<Traits>;

/** A model of which only what is out of the ordinary is said. */
export function describeModel(traits: Omit<Traits, keyof typeof plain> & Partial<Traits>): CatalogueModel {
  return { ...plain, ...traits, id: `${traits.provider}/${traits.name}` };
}

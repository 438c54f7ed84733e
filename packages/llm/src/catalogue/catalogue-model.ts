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
  /** Input that the vendor adds by itself and bills (search results); 0 for most. */
  addedInputTokens: number;
  /** Null when nobody told us; such a model cannot be held under a ceiling and is not chosen. */
  price: Price | null;
}

type Traits = Omit<CatalogueModel, 'id'>;

const plain = {
  searches: false,
  tools: true,
  vision: false,
  structuredOutput: true,
  temperature: true,
  effort: false,
  addedInputTokens: 0,
} satisfies Partial<Traits>;

/** A model of which only what is out of the ordinary is said. */
export function describeModel(traits: Omit<Traits, keyof typeof plain> & Partial<Traits>): CatalogueModel {
  return { ...plain, ...traits, id: `${traits.provider}/${traits.name}` };
}

import type { Described } from './described.ts';
import { priceOf } from './price.ts';

/**
 * Sonar is served two ways (docs/decisions/0122): the Agent API ($0.25 and $2.50 per million tokens, searches
 * at $0.0025) and the older chat completions ($1 and $1, up to $12 per thousand requests with much context). The
 * rates here are the dearer of the two at their default, for the ceiling; what is charged is what the vendor's usage
 * says where it says it.
 */
export const perplexityModels: readonly Described[] = [
  {
    name: 'sonar',
    title: 'Perplexity Sonar',
    tier: 2,
    searches: true,
    tools: false,
    contextTokens: 128_000,
    maxOutputTokens: 8_192,
    addedInputTokens: 16_000,
    price: priceOf({
      input: 1,
      output: 2.5,
      requestUsd: 0.005,
      source: 'https://docs.perplexity.ai/docs/getting-started/pricing',
      asOf: '2026-10-07',
    }),
  },
];

import type { Described } from './described.ts';
import { type PrintedPrice, priceOf } from './price.ts';

/** Writing to the cache costs 1.25 times the input for five minutes and twice the input for an hour. */
function read(rates: Pick<PrintedPrice, 'input' | 'output' | 'cachedInput' | 'long'>) {
  return priceOf({
    ...rates,
    cacheWrite: rates.input * 1.25,
    cacheWriteHour: rates.input * 2,
    searchUsd: 0.01,
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    asOf: '2026-10-24',
  });
}

/** Thinks by default, takes an effort and refuses sampling parameters (Claude 4.7 and later). */
const thinking = {
  vision: true,
  temperature: false,
  effort: true,
  contextTokens: 1_000_000,
  maxOutputTokens: 128_000,
} as const;
const classic = { vision: true, maxOutputTokens: 64_000 } as const;

export const anthropicModels: readonly Described[] = [
  {
    name: 'claude-haiku-5-5',
    title: 'Claude Haiku 5.5',
    tier: 2,
    ...thinking,
    price: read({
      input: 0.1,
      output: 0.5,
      cachedInput: 0.01,
      long: { aboveTokens: 100_000, inputTimes: 5, outputTimes: 5 },
    }),
  },
  {
    name: 'claude-sonnet-5-5',
    title: 'Claude Sonnet 5.5',
    tier: 3,
    ...thinking,
    price: read({ input: 2, output: 10, cachedInput: 0.1 }),
  },
  {
    name: 'claude-opus-5-5',
    title: 'Claude Opus 5.5',
    tier: 3,
    ...thinking,
    price: read({ input: 4, output: 20, cachedInput: 0.2 }),
  },
  {
    name: 'claude-sonnet-5',
    title: 'Claude Sonnet 5',
    tier: 3,
    ...thinking,
    price: read({ input: 2, output: 10, cachedInput: 0.2 }),
  },
  {
    name: 'claude-opus-5',
    title: 'Claude Opus 5',
    tier: 3,
    ...thinking,
    price: read({ input: 5, output: 25, cachedInput: 0.5 }),
  },
  {
    name: 'claude-sonnet-4-6',
    title: 'Claude Sonnet 4.6',
    tier: 3,
    ...classic,
    contextTokens: 1_000_000,
    price: read({ input: 3, output: 15, cachedInput: 0.3 }),
  },
  {
    name: 'claude-sonnet-4-5',
    title: 'Claude Sonnet 4.5',
    tier: 3,
    ...classic,
    contextTokens: 200_000,
    price: read({ input: 3, output: 15, cachedInput: 0.3 }),
  },
  {
    name: 'claude-haiku-4-5',
    title: 'Claude Haiku 4.5',
    tier: 2,
    ...classic,
    contextTokens: 200_000,
    price: read({ input: 1, output: 5, cachedInput: 0.1 }),
  },
];

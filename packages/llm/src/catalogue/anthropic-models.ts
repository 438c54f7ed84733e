import { type CatalogueModel, describeModel, type Tier } from './catalogue-model.ts';
import { type PrintedPrice, priceOf } from './price.ts';

const source = 'https://platform.claude.com/docs/en/about-claude/pricing';
const october = { source, asOf: '2026-10-24' };

/** Thinks by default, takes an effort and refuses sampling parameters (Claude 4.7 and later). */
function thinking(name: string, title: string, tier: Tier, price: PrintedPrice): CatalogueModel {
  return describeModel({
    provider: 'anthropic',
    name,
    title,
    tier,
    vision: true,
    temperature: false,
    effort: true,
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    price: priceOf(price),
  });
}

function classic(
  name: string,
  title: string,
  tier: Tier,
  contextTokens: number,
  price: PrintedPrice,
): CatalogueModel {
  return describeModel({
    provider: 'anthropic',
    name,
    title,
    tier,
    vision: true,
    contextTokens,
    maxOutputTokens: 64_000,
    price: priceOf(price),
  });
}

export const anthropicModels: readonly CatalogueModel[] = [
  thinking('claude-haiku-5-5', 'Claude Haiku 5.5', 2, {
    input: 0.1,
    output: 0.5,
    cachedInput: 0.01,
    long: { aboveTokens: 100_000, inputTimes: 5, outputTimes: 5 },
    ...october,
  }),
  thinking('claude-sonnet-5-5', 'Claude Sonnet 5.5', 3, {
    input: 2,
    output: 10,
    cachedInput: 0.1,
    ...october,
  }),
  thinking('claude-opus-5-5', 'Claude Opus 5.5', 3, { input: 4, output: 20, cachedInput: 0.2, ...october }),
  thinking('claude-sonnet-5', 'Claude Sonnet 5', 3, { input: 2, output: 10, cachedInput: 0.2, ...october }),
  thinking('claude-opus-5', 'Claude Opus 5', 3, { input: 5, output: 25, cachedInput: 0.5, ...october }),
  classic('claude-sonnet-4-6', 'Claude Sonnet 4.6', 3, 1_000_000, {
    input: 3,
    output: 15,
    cachedInput: 0.3,
    ...october,
  }),
  // Its context of a million tokens is a beta that must be asked for; the plain API gives 200,000.
  classic('claude-sonnet-4-5', 'Claude Sonnet 4.5', 3, 200_000, {
    input: 3,
    output: 15,
    cachedInput: 0.3,
    ...october,
  }),
  classic('claude-haiku-4-5', 'Claude Haiku 4.5', 2, 200_000, {
    input: 1,
    output: 5,
    cachedInput: 0.1,
    ...october,
  }),
];

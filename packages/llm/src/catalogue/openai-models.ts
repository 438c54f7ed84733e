import { type CatalogueModel, describeModel, type Tier } from './catalogue-model.ts';
import { type PrintedPrice, priceOf } from './price.ts';

const source = 'https://developers.openai.com/api/docs/pricing';
/** GPT-5.4 and later: the whole request costs more once its input passes this length. */
const long = { aboveTokens: 272_000, inputTimes: 2, outputTimes: 1.5 };

/** A model that thinks; its API takes no temperature. */
function thinking(
  name: string,
  title: string,
  tier: Tier,
  contextTokens: number,
  price: PrintedPrice,
): CatalogueModel {
  return describeModel({
    provider: 'openai',
    name,
    title,
    tier,
    vision: true,
    temperature: false,
    effort: true,
    contextTokens,
    maxOutputTokens: 128_000,
    price: priceOf(price),
  });
}

function classic(
  name: string,
  title: string,
  tier: Tier,
  contextTokens: number,
  maxOutputTokens: number,
  price: PrintedPrice,
) {
  return describeModel({
    provider: 'openai',
    name,
    title,
    tier,
    vision: true,
    contextTokens,
    maxOutputTokens,
    price: priceOf(price),
  });
}

const november = { source, asOf: '2026-11-17' };
const september = { source, asOf: '2026-09-23' };

/** Context lengths count input and output together, as the vendor's model pages do. */
export const openaiModels: readonly CatalogueModel[] = [
  thinking('gpt-6-luna', 'GPT-6 Luna', 2, 1_050_000, {
    input: 0.1,
    output: 0.5,
    cachedInput: 0.01,
    long,
    ...september,
  }),
  thinking('gpt-6-sol', 'GPT-6 Sol', 3, 1_050_000, {
    input: 2,
    output: 10,
    cachedInput: 0.2,
    long,
    ...september,
  }),
  thinking('gpt-6.2-sol', 'GPT-6.2 Sol', 3, 1_050_000, { input: 2, output: 10, long, ...november }),
  thinking('gpt-6.2-astra', 'GPT-6.2 Astra', 3, 1_050_000, { input: 8, output: 40, long, ...november }),
  thinking('gpt-5.6-luna', 'GPT-5.6 Luna', 2, 1_050_000, {
    input: 0.2,
    output: 1.2,
    cachedInput: 0.02,
    long,
    ...september,
  }),
  thinking('gpt-5.4-mini', 'GPT-5.4 mini', 2, 400_000, {
    input: 0.75,
    output: 4.5,
    cachedInput: 0.075,
    ...september,
  }),
  thinking('gpt-5.4-nano', 'GPT-5.4 nano', 1, 400_000, {
    input: 0.2,
    output: 1.25,
    cachedInput: 0.02,
    ...september,
  }),
  thinking('gpt-5', 'GPT-5', 3, 400_000, { input: 1.25, output: 10, cachedInput: 0.125, ...september }),
  thinking('gpt-5-mini', 'GPT-5 mini', 2, 400_000, {
    input: 0.25,
    output: 2,
    cachedInput: 0.025,
    ...september,
  }),
  thinking('gpt-5-nano', 'GPT-5 nano', 1, 400_000, {
    input: 0.05,
    output: 0.4,
    cachedInput: 0.005,
    ...september,
  }),
  classic('gpt-4.1', 'GPT-4.1', 2, 1_000_000, 32_768, {
    input: 2,
    output: 8,
    cachedInput: 0.5,
    ...september,
  }),
  classic('gpt-4.1-mini', 'GPT-4.1 mini', 2, 1_000_000, 32_768, {
    input: 0.4,
    output: 1.6,
    cachedInput: 0.1,
    ...september,
  }),
  classic('gpt-4.1-nano', 'GPT-4.1 nano', 1, 1_000_000, 32_768, {
    input: 0.1,
    output: 0.4,
    cachedInput: 0.025,
    ...september,
  }),
  classic('gpt-4o', 'GPT-4o', 2, 128_000, 16_384, {
    input: 2.5,
    output: 10,
    cachedInput: 1.25,
    ...september,
  }),
  classic('gpt-4o-mini', 'GPT-4o mini', 1, 128_000, 16_384, {
    input: 0.15,
    output: 0.6,
    cachedInput: 0.075,
    ...september,
  }),
];

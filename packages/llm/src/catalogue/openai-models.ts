import type { Described } from './described.ts';
import { priceOf } from './price.ts';

/** GPT-5.4 and later: the whole request costs more once its input passes this length. */
const long = { aboveTokens: 272_000, inputTimes: 2, outputTimes: 1.5 };
/** Announced, and not in the table yet; writing to the cache is taken to cost what it does for GPT-6. */
const announced = (input: number, output: number) =>
  priceOf({
    input,
    output,
    cacheWrite: input * 1.25,
    long,
    source: 'https://developers.openai.com/api/docs/pricing',
    asOf: '2026-11-17',
  });

/** Models that think; their API takes no temperature. */
const thinking = { vision: true, temperature: false, effort: true, maxOutputTokens: 128_000 } as const;
const gpt41 = { vision: true, contextTokens: 1_000_000, maxOutputTokens: 32_768 } as const;
/** An image at `high` detail takes 33 times the tokens that GPT-4o makes of it. */
const miniImages = { expected: 25_500, atMost: 48_200 };

/** Context lengths count input and output together, as the vendor's model pages do. */
export const openaiModels: readonly Described[] = [
  { name: 'gpt-6-luna', title: 'GPT-6 Luna', tier: 2, contextTokens: 1_050_000, ...thinking },
  { name: 'gpt-6-sol', title: 'GPT-6 Sol', tier: 3, contextTokens: 1_050_000, ...thinking },
  {
    name: 'gpt-6.2-sol',
    title: 'GPT-6.2 Sol',
    tier: 3,
    contextTokens: 1_050_000,
    ...thinking,
    price: announced(2, 10),
  },
  {
    name: 'gpt-6.2-astra',
    title: 'GPT-6.2 Astra',
    tier: 3,
    contextTokens: 1_050_000,
    ...thinking,
    price: announced(8, 40),
  },
  { name: 'gpt-5.6-luna', title: 'GPT-5.6 Luna', tier: 2, contextTokens: 1_050_000, ...thinking },
  { name: 'gpt-5.4-mini', title: 'GPT-5.4 mini', tier: 2, contextTokens: 400_000, ...thinking },
  { name: 'gpt-5.4-nano', title: 'GPT-5.4 nano', tier: 1, contextTokens: 400_000, ...thinking },
  { name: 'gpt-5', title: 'GPT-5', tier: 3, contextTokens: 400_000, ...thinking },
  { name: 'gpt-5-mini', title: 'GPT-5 mini', tier: 2, contextTokens: 400_000, ...thinking },
  { name: 'gpt-5-nano', title: 'GPT-5 nano', tier: 1, contextTokens: 400_000, ...thinking },
  { name: 'gpt-4.1', title: 'GPT-4.1', tier: 2, ...gpt41 },
  { name: 'gpt-4.1-mini', title: 'GPT-4.1 mini', tier: 2, ...gpt41 },
  { name: 'gpt-4.1-nano', title: 'GPT-4.1 nano', tier: 1, ...gpt41 },
  { name: 'gpt-4o', title: 'GPT-4o', tier: 2, vision: true, contextTokens: 128_000, maxOutputTokens: 16_384 },
  {
    name: 'gpt-4o-mini',
    title: 'GPT-4o mini',
    tier: 1,
    vision: true,
    imageTokens: miniImages,
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
  },
];

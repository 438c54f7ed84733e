import { describe, expect, it } from 'vitest';
import type { VendorUsage } from '../tokens/vendor-usage.ts';
import { type CatalogueVendor, catalogueOf } from './catalogue-of.ts';
import { chargeOf, costOf } from './cost-of.ts';
import { type Price, priceOf } from './price.ts';

const on = Date.parse('2026-11-21');

function priceFor(vendor: CatalogueVendor, name: string, day = on): Price {
  const price = catalogueOf(vendor, day).find((model) => model.name === name)?.price;
  if (!price) throw new Error(`no price of ${vendor}/${name}`);
  return price;
}

const usage = (counted: Partial<VendorUsage>): VendorUsage => ({
  input: 0,
  output: 0,
  total: (counted.input ?? 0) + (counted.output ?? 0),
  cachedInput: 0,
  cacheWrite: 0,
  reasoning: 0,
  searches: 0,
  billedNanoUsd: null,
  ...counted,
});

/** Claude 3.7 Sonnet as it was sold in April 2025: $3, $15, cache writes $3.75, cache reads $0.30 per million. */
const sonnet37 = priceOf({
  input: 3,
  output: 15,
  cachedInput: 0.3,
  cacheWrite: 3.75,
  cacheWriteHour: 6,
  source: 'https://www.anthropic.com/pricing',
  asOf: '2025-04-08',
});

/**
 * Usage as vendors count it and what it costs, worked out by hand from the printed prices (USD per million tokens).
 * All in nano-USD, so 1e-9 USD exactly.
 */
describe('golden records of usage', () => {
  it('Anthropic, a cache write (LiteLLM issue 9812: $0.05439 in the console, $0.091311 by LiteLLM)', () => {
    // {"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":550}
    // 12,304 × 3.75 = 46,140.0 µ$; 550 × 15 = 8,250.0 µ$: the two lines of the console, 4.614 + 0.825 cents.
    const cached = usage({ input: 12_304, cacheWrite: 12_304, output: 550 });
    expect(chargeOf(sonnet37, cached)).toBe(54_390_000);
    // The three tokens beside the cache, 3 × 3 = 9.0 µ$, are lost in the console's third digit of a cent.
    const whole = usage({ input: 12_307, cacheWrite: 12_304, output: 550 });
    expect(chargeOf(sonnet37, whole)).toBe(54_399_000);
  });

  it('Anthropic, reads and writes of both kinds', () => {
    // 500 × 3 = 1,500; 20,000 × 0.30 = 6,000; 3,000 × 3.75 = 11,250; 1,000 × 6 = 6,000; 800 × 15 = 12,000 µ$.
    const price = priceFor('anthropic', 'claude-sonnet-4-5');
    const counted = usage({
      input: 24_500,
      cachedInput: 20_000,
      cacheWrite: 4_000,
      cacheWriteHour: 1_000,
      output: 800,
    });
    expect(chargeOf(price, counted)).toBe(36_750_000);
  });

  it('OpenAI, cached input and reasoning', () => {
    // {"prompt_tokens":2006,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":1920},
    //  "completion_tokens_details":{"reasoning_tokens":256}}: reasoning is part of the completion, at its price.
    // 86 × 0.25 = 21.5; 1,920 × 0.025 = 48.0; 300 × 2 = 600.0 µ$.
    const counted = usage({ input: 2_006, cachedInput: 1_920, output: 300, reasoning: 256 });
    expect(chargeOf(priceFor('openai', 'gpt-5-mini'), counted)).toBe(669_500);
  });

  it('OpenAI, a prompt over 272,000 tokens with a cache write: the whole request at the long rates', () => {
    // GPT-6 Luna: 0.10, cached 0.01, write 0.125, out 0.50; above 272,000 twice the input and 1.5 times the output.
    // 99,000 × 0.2 = 19,800; 200,000 × 0.02 = 4,000; 1,000 × 0.25 = 250; 2,000 × 0.75 = 1,500 µ$.
    const counted = usage({ input: 300_000, cachedInput: 200_000, cacheWrite: 1_000, output: 2_000 });
    expect(chargeOf(priceFor('openai', 'gpt-6-luna'), counted)).toBe(25_550_000);
    // At 272,000 the short rates still hold: 272,000 × 0.1 = 27,200; 2,000 × 0.5 = 1,000 µ$.
    const atTheEdge = usage({ input: 272_000, output: 2_000 });
    expect(chargeOf(priceFor('openai', 'gpt-6-luna'), atTheEdge)).toBe(28_200_000);
  });

  it('Gemini, thoughts and cache, below and above 200,000 tokens', () => {
    const price = priceFor('gemini', 'gemini-2.5-pro');
    // {"promptTokenCount":10000,"cachedContentTokenCount":8000,"candidatesTokenCount":400,"thoughtsTokenCount":1600}
    // 2,000 × 1.25 = 2,500; 8,000 × 0.125 = 1,000; (400 + 1,600) × 10 = 20,000 µ$.
    const short = usage({ input: 10_000, cachedInput: 8_000, output: 2_000, reasoning: 1_600 });
    expect(chargeOf(price, short)).toBe(23_500_000);
    // 50,000 × 2.50 = 125,000; 200,000 × 0.25 = 50,000; 2,000 × 15 = 30,000 µ$.
    const long = usage({ input: 250_000, cachedInput: 200_000, output: 2_000, reasoning: 1_600 });
    expect(chargeOf(price, long)).toBe(205_000_000);
  });

  it('Gemini, by the day: introductory rates end with 2026', () => {
    // 1,000 × 0.75 + 1,000 × 3.75 = 4,500 µ$, from 2027 on 1,000 × 1.50 + 1,000 × 7.50 = 9,000 µ$.
    const counted = usage({ input: 1_000, output: 1_000 });
    const cost = (day: string) => chargeOf(priceFor('gemini', 'gemini-3.8-flash', Date.parse(day)), counted);
    expect(cost('2026-12-31T23:59:59Z')).toBe(4_500_000);
    expect(cost('2027-01-01T00:00:00Z')).toBe(9_000_000);
  });

  it('Perplexity, a fee for the request, and reasoning and searches at prices of their own', () => {
    // Sonar Pro with high context: 1,000 × 3 = 3,000; 500 × 15 = 7,500; a request 0.014 USD = 14,000 µ$.
    expect(chargeOf(priceFor('perplexity', 'sonar-pro'), usage({ input: 1_000, output: 500 }))).toBe(
      24_500_000,
    );
    // Deep research: 100 × 2 = 200; 3,000 × 8 = 24,000; 50,000 × 3 = 150,000; 28 searches × 5,000 = 140,000 µ$.
    const deep = usage({ input: 100, output: 53_000, reasoning: 50_000, searches: 28 });
    expect(chargeOf(priceFor('perplexity', 'sonar-deep-research'), deep)).toBe(314_200_000);
  });

  it('Mistral, cached input finer than a nano-dollar a token', () => {
    // 1,001 × 0.15 = 150.15; 333 × 0.015 = 4.995; 7 × 0.60 = 4.2 µ$: 159,345 nano-USD exactly.
    const counted = usage({ input: 1_334, cachedInput: 333, output: 7 });
    expect(chargeOf(priceFor('mistral', 'mistral-small-2603'), counted)).toBe(159_345);
  });

  it('Groq, half nano-dollars: rounded up once, at the end', () => {
    // 3 cached × 0.0375 = 0.1125 µ$ = 112.5 nano-USD; 1 × 0.075 = 75 nano-USD: 187.5, charged as 188.
    const counted = usage({ input: 4, cachedInput: 3 });
    expect(chargeOf(priceFor('groq', 'openai/gpt-oss-20b'), counted)).toBe(188);
  });

  it('OpenRouter, what it says that it charged, whatever our table says', () => {
    // {"prompt_tokens":1200,"completion_tokens":300,"cost":0.00042375}
    const counted = usage({ input: 1_200, output: 300, billedNanoUsd: 423_750 });
    expect(chargeOf(priceFor('openrouter', 'z-ai/glm-5.3'), counted)).toBe(423_750);
    expect(chargeOf(null, counted)).toBe(423_750);
    // Without its word: 1,200 × 1.4 = 1,680; 300 × 4.4 = 1,320 µ$.
    expect(chargeOf(priceFor('openrouter', 'z-ai/glm-5.3'), { ...counted, billedNanoUsd: null })).toBe(
      3_000_000,
    );
  });

  it('a model whose price nobody knows costs unknown, and what is free costs nothing', () => {
    expect(chargeOf(null, usage({ input: 1_000, output: 1_000 }))).toBeNull();
    const free = priceOf({ input: 0, output: 0, source: 'It runs here.', asOf: '2026-11-21' });
    expect(costOf(free, usage({ input: 1_000, output: 1_000 }))).toBe(0);
    expect(chargeOf(free, usage({ billedNanoUsd: 0 }))).toBe(0);
  });
});

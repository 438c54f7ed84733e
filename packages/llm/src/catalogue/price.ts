/**
 * What tokens cost, in whole pico-USD (10⁻¹² USD) each: $0.25 per million is 250,000. Prices in use are finer than a
 * nano-USD a token ($0.0375 per million); a cost is rounded once, at its end (docs/decisions/0210).
 */
export interface TokenRates {
  inputPicoUsd: number;
  outputPicoUsd: number;
  /** The part of the output that was thinking; the output's price at nearly all vendors. */
  reasoningPicoUsd: number;
  /** Input that the vendor had in its cache; the full input price where it gives no discount. */
  cachedInputPicoUsd: number;
  /** Input that the vendor put into its cache for some minutes; the input price where it takes nothing for it. */
  cacheWritePicoUsd: number;
  /** The same for an hour. */
  cacheWriteHourPicoUsd: number;
}

/** The dearest of the rates that may be billed up to some length; kept, since every call asks for it. */
export interface Dearest {
  inputPicoUsd: number;
  outputPicoUsd: number;
}

/** Rates of the whole request, output included, once its input is longer than `aboveTokens`. */
export interface LongRates extends TokenRates {
  aboveTokens: number;
  /** Of these rates and those of all shorter lengths. */
  dearest: Dearest;
}

/** What a vendor charges. Each price says where it was read and on which day it was true. */
export interface Price extends TokenRates {
  /** Of the rates up to the first length in `long`. */
  dearest: Dearest;
  /** A fee for every request, whatever its length (search-backed models). */
  requestPicoUsd: number;
  /** A fee for every web search that the vendor makes. */
  searchPicoUsd: number;
  /** A fee for every image that is sent, on top of its tokens. */
  imagePicoUsd: number;
  /** By length, ascending. */
  long: readonly LongRates[];
  source: string;
  /** `YYYY-MM-DD`. */
  asOf: string;
}

/** Token prices as vendors print them: USD per million. What is left out costs what its kind costs. */
export interface PrintedRates {
  input: number;
  output: number;
  reasoning?: number;
  cachedInput?: number;
  cacheWrite?: number;
  cacheWriteHour?: number;
}

export interface PrintedPrice extends PrintedRates {
  requestUsd?: number;
  searchUsd?: number;
  imageUsd?: number;
  /** Multipliers above a length of input, as OpenAI and Anthropic print them. */
  long?: { aboveTokens: number; inputTimes: number; outputTimes: number };
  /** Or the rates themselves, as Google prints them. */
  tiers?: readonly (PrintedRates & { aboveTokens: number })[];
  source: string;
  asOf: string;
}

export function priceOf(printed: PrintedPrice): Price {
  const { long, tiers = [] } = printed;
  const rates = ratesOf(printed);
  const longer = [
    ...(long === undefined ? [] : [{ ...times(rates, long), aboveTokens: long.aboveTokens }]),
    ...tiers.map((tier) => ({ ...ratesOf(tier), aboveTokens: tier.aboveTokens })),
  ].sort((a, b) => a.aboveTokens - b.aboveTokens);
  return {
    ...rates,
    dearest: dearestOf([rates]),
    requestPicoUsd: pico(printed.requestUsd ?? 0, 1e12),
    searchPicoUsd: pico(printed.searchUsd ?? 0, 1e12),
    imagePicoUsd: pico(printed.imageUsd ?? 0, 1e12),
    long: longer.map((tier, at) => ({ ...tier, dearest: dearestOf([rates, ...longer.slice(0, at + 1)]) })),
    source: printed.source,
    asOf: printed.asOf,
  };
}

function dearestOf(rates: readonly TokenRates[]): Dearest {
  return {
    inputPicoUsd: Math.max(
      ...rates.flatMap((one) => [
        one.inputPicoUsd,
        one.cachedInputPicoUsd,
        one.cacheWritePicoUsd,
        one.cacheWriteHourPicoUsd,
      ]),
    ),
    outputPicoUsd: Math.max(...rates.flatMap((one) => [one.outputPicoUsd, one.reasoningPicoUsd])),
  };
}

function ratesOf(printed: PrintedRates): TokenRates {
  const cacheWrite = printed.cacheWrite ?? printed.input;
  return {
    inputPicoUsd: pico(printed.input, 1e6),
    outputPicoUsd: pico(printed.output, 1e6),
    reasoningPicoUsd: pico(printed.reasoning ?? printed.output, 1e6),
    cachedInputPicoUsd: pico(printed.cachedInput ?? printed.input, 1e6),
    cacheWritePicoUsd: pico(cacheWrite, 1e6),
    cacheWriteHourPicoUsd: pico(printed.cacheWriteHour ?? cacheWrite, 1e6),
  };
}

function times(rates: TokenRates, by: { inputTimes: number; outputTimes: number }): TokenRates {
  return {
    inputPicoUsd: Math.ceil(rates.inputPicoUsd * by.inputTimes),
    outputPicoUsd: Math.ceil(rates.outputPicoUsd * by.outputTimes),
    reasoningPicoUsd: Math.ceil(rates.reasoningPicoUsd * by.outputTimes),
    cachedInputPicoUsd: Math.ceil(rates.cachedInputPicoUsd * by.inputTimes),
    cacheWritePicoUsd: Math.ceil(rates.cacheWritePicoUsd * by.inputTimes),
    cacheWriteHourPicoUsd: Math.ceil(rates.cacheWriteHourPicoUsd * by.inputTimes),
  };
}

/** Whole pico-USD, rounded up so that a ceiling stays one. */
function pico(usd: number, times: number): number {
  // Through a decimal string: the noise of 0.07 × 1000000 must not push a whole number up by one.
  return Math.ceil(Number((usd * times).toFixed(3)));
}

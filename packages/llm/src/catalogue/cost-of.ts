import type { VendorUsage } from '../tokens/vendor-usage.ts';
import type { Dearest, Price, TokenRates } from './price.ts';

/** What is billed of a call; parts that are left out are none. */
export interface Billable {
  /** All that was read, cached or not. */
  input: number;
  /** All that was written, thinking included. */
  output: number;
  /** The part of `input` that the vendor had cached. */
  cachedInput?: number;
  /** The part of `input` that it put into its cache. */
  cacheWrite?: number;
  /** The part of `cacheWrite` that it keeps for an hour. */
  cacheWriteHour?: number;
  /** The part of `output` that was thinking. */
  reasoning?: number;
  searches?: number;
  images?: number;
}

/** What a finished call cost, in whole nano-USD, rounded up once. */
export function costOf(price: Price, used: Billable): number {
  const rates = ratesFor(price, used.input);
  const cached = Math.min(used.cachedInput ?? 0, used.input);
  const written = Math.min(used.cacheWrite ?? 0, used.input - cached);
  const hour = Math.min(used.cacheWriteHour ?? 0, written);
  const reasoning = Math.min(used.reasoning ?? 0, used.output);
  return wholeNano(
    price.requestPicoUsd +
      (used.searches ?? 0) * price.searchPicoUsd +
      (used.images ?? 0) * price.imagePicoUsd +
      (used.input - cached - written) * rates.inputPicoUsd +
      cached * rates.cachedInputPicoUsd +
      (written - hour) * rates.cacheWritePicoUsd +
      hour * rates.cacheWriteHourPicoUsd +
      (used.output - reasoning) * rates.outputPicoUsd +
      reasoning * rates.reasoningPicoUsd,
  );
}

/** What a call cost: what the vendor says that it charged, else by our price; null where both are unknown. */
export function chargeOf(price: Price | null, used: VendorUsage & { images?: number }): number | null {
  return used.billedNanoUsd ?? (price === null ? null : costOf(price, used));
}

/** The most that a call can use. */
export interface Bounds {
  input: number;
  output: number;
  images?: number;
  searches?: number;
}

/** The most that a call can cost when the vendor keeps to the bounds, in whole nano-USD. */
export function worstCaseOf(price: Price, bounds: Bounds): number {
  return worstAt(price, bounds, bounds.output);
}

function worstAt(price: Price, bounds: Bounds, output: number): number {
  const { inputPicoUsd, outputPicoUsd } = worstRatesOf(price, bounds.input);
  return wholeNano(
    price.requestPicoUsd +
      (bounds.searches ?? 0) * price.searchPicoUsd +
      (bounds.images ?? 0) * price.imagePicoUsd +
      bounds.input * inputPicoUsd +
      output * outputPicoUsd,
  );
}

/** The dearest rates in pico-USD a token that a request with up to so much input can be billed at. */
function worstRatesOf(price: Price, maxInputTokens: number): Dearest {
  let { dearest } = price;
  for (const long of price.long) if (maxInputTokens > long.aboveTokens) dearest = long.dearest;
  return dearest;
}

/** How much output a sum still pays for; Infinity where output is free. Negative if even the input is too dear. */
export function affordableOutput(price: Price, bounds: Bounds, nanoUsd: number): number {
  const { outputPicoUsd } = worstRatesOf(price, bounds.input);
  const left = nanoUsd - worstAt(price, bounds, 0);
  if (left < 0) return -1;
  return outputPicoUsd === 0 ? Infinity : Math.floor((left * 1000) / outputPicoUsd);
}

function ratesFor(price: Price, input: number): TokenRates {
  let rates: TokenRates = price;
  for (const long of price.long) if (input > long.aboveTokens) rates = long;
  return rates;
}

/**
 * Rounded up, exactly: the quotient alone would lose a thousandth above 10¹⁵, and where it was rounded up to a whole
 * number the rest is negative. `%` of such numbers took a fifth of the time of a ranking.
 */
function wholeNano(picoUsd: number): number {
  const quotient = Math.floor(picoUsd / 1000);
  return picoUsd - quotient * 1000 > 0 ? quotient + 1 : quotient;
}

import type { Price, TokenRates } from './price.ts';

export interface BillableTokens {
  input: number;
  output: number;
  /** The part of `input` that the vendor had cached. */
  cachedInput: number;
}

/** What a finished call cost, in nano-USD; whole numbers in, whole numbers out. */
export function costOf(price: Price, tokens: BillableTokens): number {
  const rates = price.long !== null && tokens.input > price.long.aboveTokens ? price.long : price;
  const cached = Math.min(tokens.cachedInput, tokens.input);
  return (
    price.requestNanoUsd +
    (tokens.input - cached) * rates.inputNanoUsd +
    cached * rates.cachedInputNanoUsd +
    tokens.output * rates.outputNanoUsd
  );
}

/** The most that a call can cost when the vendor keeps to `maxOutputTokens`. */
export function worstCaseOf(price: Price, maxInputTokens: number, maxOutputTokens: number): number {
  const rates = worstRatesOf(price, maxInputTokens);
  return (
    price.requestNanoUsd +
    maxInputTokens * Math.max(rates.inputNanoUsd, rates.cachedInputNanoUsd) +
    maxOutputTokens * rates.outputNanoUsd
  );
}

/** The dearest rates that a request with up to so much input can be billed at. */
export function worstRatesOf(price: Price, maxInputTokens: number): TokenRates {
  const { long } = price;
  if (long === null || maxInputTokens <= long.aboveTokens) return price;
  return {
    inputNanoUsd: Math.max(price.inputNanoUsd, long.inputNanoUsd),
    outputNanoUsd: Math.max(price.outputNanoUsd, long.outputNanoUsd),
    cachedInputNanoUsd: Math.max(price.cachedInputNanoUsd, long.cachedInputNanoUsd),
  };
}

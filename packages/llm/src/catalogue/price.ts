/** What tokens cost, in whole nano-USD (10⁻⁹ USD) each: $0.25 per million is 250. */
export interface TokenRates {
  inputNanoUsd: number;
  outputNanoUsd: number;
  /** Input that the vendor had in its cache; the full input price where it gives no discount. */
  cachedInputNanoUsd: number;
}

/** What a vendor charges. Each price says where it was read and on which day it was true. */
export interface Price extends TokenRates {
  /** A fee for every request, whatever its length (search-backed models). */
  requestNanoUsd: number;
  /** Rates of the whole request, output included, once its input is longer than `aboveTokens`. */
  long: (TokenRates & { aboveTokens: number }) | null;
  source: string;
  /** `YYYY-MM-DD`. */
  asOf: string;
}

/** A price as vendors print it: USD per million tokens. */
export interface PrintedPrice {
  input: number;
  output: number;
  cachedInput?: number;
  requestUsd?: number;
  /** Multipliers above a length of input, as OpenAI and Anthropic print them. */
  long?: { aboveTokens: number; inputTimes: number; outputTimes: number };
  source: string;
  asOf: string;
}

export function priceOf(printed: PrintedPrice): Price {
  const rates = ratesOf(printed.input, printed.output, printed.cachedInput ?? printed.input);
  const { long } = printed;
  return {
    ...rates,
    requestNanoUsd: Math.ceil((printed.requestUsd ?? 0) * 1e9),
    long:
      long === undefined
        ? null
        : {
            aboveTokens: long.aboveTokens,
            inputNanoUsd: rates.inputNanoUsd * long.inputTimes,
            outputNanoUsd: rates.outputNanoUsd * long.outputTimes,
            cachedInputNanoUsd: rates.cachedInputNanoUsd * long.inputTimes,
          },
    source: printed.source,
    asOf: printed.asOf,
  };
}

function ratesOf(input: number, output: number, cachedInput: number): TokenRates {
  return {
    inputNanoUsd: nanoUsdPerToken(input),
    outputNanoUsd: nanoUsdPerToken(output),
    cachedInputNanoUsd: nanoUsdPerToken(cachedInput),
  };
}

/** Whole nano-USD per token of USD per million tokens, rounded up so that a ceiling stays one. */
function nanoUsdPerToken(usdPerMillion: number): number {
  // Through a decimal string: the noise of 0.07 × 1000 must not push a whole number up by one.
  return Math.ceil(Number((usdPerMillion * 1000).toFixed(6)));
}

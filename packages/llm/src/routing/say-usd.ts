/** `$0.000123` of whole nano-USD, in as many digits as the sum needs to be told from 0. */
export function sayUsd(nanoUsd: number): string {
  const digits = nanoUsd > 0 && nanoUsd < 1_000 ? 9 : 6;
  return `$${(nanoUsd / 1e9).toFixed(digits)}`;
}

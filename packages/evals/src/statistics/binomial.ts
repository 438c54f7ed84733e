/**
 * C(n, k), exact as long as it is a safe integer and close to it after that; 0 where k > n. Each step's product is
 * divided at once and is a binomial coefficient itself, so nothing is ever rounded below 2^53.
 */
export function binomialCoefficient(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    const product = result * (n - i + 1);
    result = Number.isSafeInteger(product) ? product / i : result * ((n - i + 1) / i);
  }
  return result;
}

/** P(X = k) for X binomial with n fair coins, without overflow for large n. */
export function fairCoinProbability(k: number, n: number): number {
  if (k < 0 || k > n) return 0;
  let logarithm = -n * Math.LN2;
  for (let i = 1; i <= Math.min(k, n - k); i++) logarithm += Math.log((n - Math.min(k, n - k) + i) / i);
  return Math.exp(logarithm);
}

import { fairCoinProbability } from './binomial.ts';

/** Pairs that differ: passed before and not now, and the other way round. */
export interface Discordant {
  lost: number;
  gained: number;
}

/**
 * Two-sided p of McNemar's exact test (McNemar 1947): were the versions alike, each pair that differs would go either
 * way like a fair coin. With `midP`, half of the observed outcome counts (Fagerland, Lydersen and Laake 2013), which is
 * less cautious and may pass α by a hair; gates use the exact one.
 */
export function mcNemar({ lost, gained }: Discordant, { midP = false } = {}): number {
  const pairs = lost + gained;
  if (pairs === 0) return 1;
  const fewer = Math.min(lost, gained);
  const observed = fairCoinProbability(fewer, pairs);
  let tail = 0;
  for (let k = 0; k <= fewer; k++) tail += fairCoinProbability(k, pairs);
  if (lost === gained) return midP ? 1 - observed / 2 : 1;
  return Math.min(1, 2 * tail - (midP ? observed : 0));
}

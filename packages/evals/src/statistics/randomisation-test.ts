/**
 * Two-sided p of the exact paired randomisation test (Fisher 1935): were the versions alike, each case's difference
 * could as well have had the other sign. Takes whole numbers (passed trials of one version less those of the other, over
 * equally many trials), counts every one of the 2^n ways by dynamic programming and so needs no seed. Of differences
 * −1, 0 and 1 (one trial a case) it is McNemar's exact test; of more it uses what a majority would throw away.
 */
export function randomisationTest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs).filter((size) => size > 0);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  // Chances of each sum so far, from −reach to reach.
  let chances = new Float64Array(2 * reach + 1);
  chances[reach] = 1;
  for (const size of sizes) {
    const next = new Float64Array(chances.length);
    for (let place = 0; place < chances.length; place++) {
      const half = (chances[place] ?? 0) / 2;
      if (half === 0) continue;
      next[place + size] = (next[place + size] ?? 0) + half;
      next[place - size] = (next[place - size] ?? 0) + half;
    }
    chances = next;
  }
  const extreme = chances.reduce(
    (sum, chance, place) => (Math.abs(place - reach) >= observed ? sum + chance : sum),
    0,
  );
  return Math.min(1, extreme);
}

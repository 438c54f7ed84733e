/** Damps the lead of first places (Cormack, Clarke, Büttcher: Reciprocal Rank Fusion, SIGIR 2009). */
const damping = 60;

/**
 * One ranking out of several: what stands high in many of them comes first. `keys` of each ranking are best first
 * and without repetition. Equal scores keep the order of the first ranking that has them.
 */
export function fuseRanks<K extends string>(
  rankings: Readonly<Record<K, readonly string[]>>,
): { key: string; score: number; from: K[] }[] {
  const found = new Map<string, { key: string; score: number; from: K[] }>();
  for (const name of Object.keys(rankings) as K[]) {
    for (const [place, key] of rankings[name].entries()) {
      const entry = found.get(key) ?? { key, score: 0, from: [] };
      entry.score += 1 / (damping + place + 1);
      entry.from.push(name);
      found.set(key, entry);
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
}

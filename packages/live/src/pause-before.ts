const firstMs = 250;
const longestMs = 15_000;

/** How long to wait before the n-th try, so that many who lost one server do not come to the next at once. */
export function pauseBefore(tries: number, random: () => number = Math.random): number {
  const most = Math.min(longestMs, firstMs * 2 ** (tries - 1));
  return most / 2 + (random() * most) / 2;
}

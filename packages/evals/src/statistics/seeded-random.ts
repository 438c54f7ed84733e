/** Numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/**
 * xoshiro128** (Blackman and Vigna, 2018), seeded through splitmix32. The same seed gives the same numbers on every
 * machine, so that a report can be computed again from its trials to the last digit.
 */
export function seededRandom(seed: number): Random {
  const state = new Uint32Array(4);
  let mixed = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = (z ^ (z >>> 16)) >>> 0;
  }
  const at = (index: number): number => state[index] ?? 0;
  return () => {
    const result = Math.imul(rotate(Math.imul(at(1), 5), 7), 9) >>> 0;
    const shifted = at(1) << 9;
    state[2] = at(2) ^ at(0);
    state[3] = at(3) ^ at(1);
    state[1] = at(1) ^ at(2);
    state[0] = at(0) ^ at(3);
    state[2] = at(2) ^ shifted;
    state[3] = rotate(at(3), 11);
    return result / 0x1_0000_0000;
  };
}

function rotate(value: number, bits: number): number {
  return ((value << bits) | (value >>> (32 - bits))) >>> 0;
}

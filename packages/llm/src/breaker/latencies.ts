/** How many calls are remembered; enough for a 95th percentile that one slow call does not make. */
const remembered = 64;
/** Below this a percentile says nothing. */
const fewest = 8;

/** Times to the first content of the latest calls of one model. */
export class Latencies {
  readonly #ring: number[] = [];
  #next = 0;
  #sorted: number[] | null = null;

  add(ms: number): void {
    this.#ring[this.#next] = ms;
    this.#next = (this.#next + 1) % remembered;
    this.#sorted = null;
  }

  /** Null until one call was measured. */
  p50(): number | null {
    return this.#at(0.5);
  }

  /** Null until enough calls were measured. */
  p95(): number | null {
    return this.#ring.length < fewest ? null : this.#at(0.95);
  }

  #at(share: number): number | null {
    this.#sorted ??= this.#ring.toSorted((a, b) => a - b);
    return this.#sorted[Math.min(this.#sorted.length - 1, Math.floor(this.#sorted.length * share))] ?? null;
  }
}

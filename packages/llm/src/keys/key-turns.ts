import type { VendorKey } from './vendor-key.ts';

/** How long a refused key is left alone, and one that is rate limited without word of when. */
const restMs = { refused: 5 * 60_000, limited: 5_000 };
/** Teams' keys come and go; the oldest entries make room. */
const mostKeys = 10_000;

interface Turn {
  /** Smooth weighted round robin: what a key has saved up. */
  credit: number;
  restsUntil: number;
  refused: boolean;
}

/** Decides which of several keys of a vendor is next. Times are milliseconds since the epoch. */
export class KeyTurns {
  readonly #now: () => number;
  readonly #turns = new Map<string, Turn>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * One of the keys by their weights, passing over those that rest; when all rest, the one that is back first, since
   * to ask is the only way to find out. Null when there is none.
   */
  next(keys: readonly VendorKey[]): VendorKey | null {
    if (keys.length < 2) return keys[0] ?? null;
    const now = this.#now();
    const awake = keys.filter((key) => this.#turn(key).restsUntil <= now);
    if (awake.length === 0) {
      return keys.reduce((a, b) => (this.#turn(b).restsUntil < this.#turn(a).restsUntil ? b : a));
    }
    let total = 0;
    for (const key of awake) {
      total += key.weight;
      this.#turn(key).credit += key.weight;
    }
    const chosen = awake.reduce((a, b) => (this.#turn(b).credit > this.#turn(a).credit ? b : a));
    this.#turn(chosen).credit -= total;
    return chosen;
  }

  refused(key: VendorKey): void {
    Object.assign(this.#turn(key), { restsUntil: this.#now() + restMs.refused, refused: true });
  }

  limited(key: VendorKey, retryAfterSeconds: number | undefined): void {
    const waitMs = retryAfterSeconds === undefined ? restMs.limited : retryAfterSeconds * 1000;
    this.#turn(key).restsUntil = this.#now() + waitMs;
  }

  accepted(key: VendorKey): void {
    const turn = this.#turns.get(nameOf(key));
    if (turn === undefined) return;
    turn.refused = false;
    turn.restsUntil = 0;
  }

  /** Whether there is another key that is worth a try now. */
  hasOther(keys: readonly VendorKey[], than: VendorKey): boolean {
    return keys.some((key) => key !== than && this.#turn(key).restsUntil <= this.#now());
  }

  /** Whether the vendor said no to this key a short while ago. */
  isRefused(key: VendorKey): boolean {
    const turn = this.#turns.get(nameOf(key));
    return turn?.refused === true && turn.restsUntil > this.#now();
  }

  #turn(key: VendorKey): Turn {
    const name = nameOf(key);
    const known = this.#turns.get(name);
    if (known !== undefined) return known;
    const turn = { credit: 0, restsUntil: 0, refused: false };
    this.#turns.set(name, turn);
    const oldest = this.#turns.keys().next().value;
    if (this.#turns.size > mostKeys && oldest !== undefined) this.#turns.delete(oldest);
    return turn;
  }
}

/** A rotated key starts anew, although its row is the same. */
function nameOf({ ownKeyId, secret, baseUrl }: VendorKey): string {
  return `${ownKeyId ?? baseUrl ?? ''}:${secret ?? ''}`;
}

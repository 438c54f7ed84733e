import type { Breaker } from './breaker.ts';
import type { CircuitState } from './circuit.ts';
import { Latencies } from './latencies.ts';

/** How one model of a provider is doing, as this process has seen it. */
export interface ProviderHealth {
  provider: string;
  model: string;
  region: string | null;
  state: CircuitState;
  /** When an open circuit is probed, in milliseconds since the epoch; null for a closed one. */
  openUntil: number | null;
  /** Time to the first content; p95 needs a few calls more than p50. Null for not yet measured. */
  firstTokenMs: { p50: number; p95: number | null } | null;
  answered: number;
  failed: number;
  /** The latest failure, in safe words; milliseconds since the epoch. */
  lastFailure: { reason: string; at: number } | null;
}

/** What a model is known by to the breaker and the statistics. */
export interface HealthKey {
  provider: string;
  model: string;
  region: string | null;
  /** Set for an address of a team's own, so that its failures are nobody else's. */
  ownKeyId?: string;
}

export function healthKey({ provider, model, region, ownKeyId }: HealthKey): string {
  const name = model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;
  const place = region === null ? name : `${name}@${region}`;
  return ownKeyId === undefined ? place : `${place}#${ownKeyId}`;
}

interface Entry {
  of: HealthKey;
  latencies: Latencies;
  answered: number;
  failed: number;
  lastFailure: ProviderHealth['lastFailure'];
}

/** Own addresses can be many; the oldest entries make room. */
const mostEntries = 2_000;

/** The record of who answered, how fast, and who failed. */
export class HealthBook {
  readonly #entries = new Map<string, Entry>();

  answered(of: HealthKey, firstTokenMs: number | null): void {
    const entry = this.#entry(of);
    entry.answered += 1;
    if (firstTokenMs !== null) entry.latencies.add(firstTokenMs);
  }

  failed(of: HealthKey, reason: string): void {
    const entry = this.#entry(of);
    entry.failed += 1;
    entry.lastFailure = { reason, at: Date.now() };
  }

  latencies(of: HealthKey): Latencies | undefined {
    return this.#entries.get(healthKey(of))?.latencies;
  }

  list(breaker: Breaker): ProviderHealth[] {
    return [...this.#entries].flatMap(([key, { of, latencies, answered, failed, lastFailure }]) => {
      if (of.ownKeyId !== undefined) return [];
      const p50 = latencies.p50();
      return {
        provider: of.provider,
        model: of.model,
        region: of.region,
        state: breaker.state(key),
        openUntil: breaker.openUntil(key),
        firstTokenMs: p50 === null ? null : { p50, p95: latencies.p95() },
        answered,
        failed,
        lastFailure,
      };
    });
  }

  #entry(of: HealthKey): Entry {
    const key = healthKey(of);
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const entry = { of, latencies: new Latencies(), answered: 0, failed: 0, lastFailure: null };
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > mostEntries && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }
}

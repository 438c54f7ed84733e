import type { BreakerStore } from './breaker-store.ts';
import {
  breakerRules,
  type Circuit,
  type CircuitState,
  callBegan,
  callEnded,
  closedCircuit,
  mayCall,
  stateOf,
} from './circuit.ts';

export interface BreakerConfig {
  /** Milliseconds since the epoch. */
  now(): number;
  store?: BreakerStore;
  changed(change: { key: string; state: CircuitState }): void;
}

/** A call that the breaker let through; its end must be told, once. */
export interface Passage {
  ended(result: 'success' | 'failure' | 'nothing'): void;
}

/** Keeps calls away from what failed five times in a row, for a minute; then one probe decides. */
export interface Breaker {
  state(key: string): CircuitState;
  /** When an open circuit is probed; null for a closed one. */
  openUntil(key: string): number | null;
  /** Whether `enter` would let a call through. */
  allows(key: string): boolean;
  /** Null where no call may be made now. */
  enter(key: string): Passage | null;
  close(): void;
}

export function createBreaker({ now, store, changed }: BreakerConfig): Breaker {
  /** Closed circuits without failures are not kept. */
  const circuits = new Map<string, Circuit>();
  const circuitOf = (key: string) => circuits.get(key) ?? closedCircuit;

  function keep(key: string, next: Circuit): void {
    const before = circuitOf(key);
    if (next === before) return;
    if (next === closedCircuit) circuits.delete(key);
    else circuits.set(key, next);
    if (next.openUntil === before.openUntil) return;
    store?.publish({ key, openUntil: next.openUntil });
    changed({ key, state: stateOf(next, now()) });
  }

  const unsubscribe = store?.subscribe(({ key, openUntil }) => {
    const known = circuitOf(key);
    if (known.openUntil === openUntil) return;
    if (openUntil === null) circuits.delete(key);
    else circuits.set(key, { failures: breakerRules.failures, openUntil, probeUntil: null });
    changed({ key, state: stateOf(circuitOf(key), now()) });
  });

  return {
    state: (key) => stateOf(circuitOf(key), now()),
    openUntil: (key) => circuitOf(key).openUntil,
    allows: (key) => mayCall(circuitOf(key), now()),
    enter(key) {
      const at = now();
      const circuit = circuitOf(key);
      if (!mayCall(circuit, at)) return null;
      const probe = stateOf(circuit, at) === 'half_open';
      if (probe) {
        keep(key, callBegan(circuit, at));
        changed({ key, state: 'half_open' });
      }
      let over = false;
      return {
        ended(result) {
          if (over) return;
          over = true;
          keep(key, callEnded(circuitOf(key), { result, probe }, now()));
        },
      };
    },
    close: () => unsubscribe?.(),
  };
}

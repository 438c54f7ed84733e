/** Failures in a row that open a circuit, how long it rests then, and how long one probe may take. */
export const breakerRules = { failures: 5, restMs: 60_000, probeMs: 120_000 };

export type CircuitState = 'closed' | 'open' | 'half_open';

/** What is known of one model of one provider in one region. Times are milliseconds since the epoch. */
export interface Circuit {
  failures: number;
  /** Null while closed; past it the circuit is half open. */
  openUntil: number | null;
  /** Until when the one probe is out; null for none. */
  probeUntil: number | null;
}

export const closedCircuit: Circuit = { failures: 0, openUntil: null, probeUntil: null };

export function stateOf({ openUntil }: Circuit, now: number): CircuitState {
  if (openUntil === null) return 'closed';
  return now < openUntil ? 'open' : 'half_open';
}

/** Whether a call may be made now; in the half-open state one probe at a time. */
export function mayCall(circuit: Circuit, now: number): boolean {
  const state = stateOf(circuit, now);
  if (state !== 'half_open') return state === 'closed';
  return circuit.probeUntil === null || now >= circuit.probeUntil;
}

/** What a call that `mayCall` allowed makes of the circuit: in the half-open state it is the probe. */
export function callBegan(circuit: Circuit, now: number): Circuit {
  return stateOf(circuit, now) === 'half_open'
    ? { ...circuit, probeUntil: now + breakerRules.probeMs }
    : circuit;
}

/**
 * What the end of a call makes of it. Only the probe speaks for a circuit that was open: a call from before can
 * still end well or badly long after. `nothing` is an end that says nothing about the vendor (cancelled, 4xx).
 */
export function callEnded(
  circuit: Circuit,
  end: { result: 'success' | 'failure' | 'nothing'; probe: boolean },
  now: number,
): Circuit {
  const opened = { failures: breakerRules.failures, openUntil: now + breakerRules.restMs, probeUntil: null };
  if (circuit.openUntil === null) {
    if (end.result === 'nothing') return circuit;
    if (end.result === 'success') return circuit.failures === 0 ? circuit : closedCircuit;
    const failures = circuit.failures + 1;
    return failures >= breakerRules.failures ? opened : { ...circuit, failures };
  }
  if (!end.probe) return circuit;
  switch (end.result) {
    case 'success':
      return closedCircuit;
    case 'failure':
      return opened;
    case 'nothing':
      return { ...circuit, probeUntil: null };
  }
}

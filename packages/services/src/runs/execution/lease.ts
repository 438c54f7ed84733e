import type { Actor, RunId, TeamId } from '@agent-factory/contracts';

/**
 * The right to write a run, until someone takes the run over: each write names the fence and is refused
 * once the row carries a higher one.
 */
export interface Lease {
  runId: RunId;
  teamId: TeamId;
  /** Grows with each claim. */
  fence: number;
  actor: Extract<Actor, { type: 'system' }>;
}

const brand = Symbol.for('agent-factory.lease-lost');

/** Thrown by writes under a lease that has passed to another worker: stop, and leave no trace. */
export class LeaseLost extends Error {
  constructor(lease: Lease) {
    super(`the lease on ${lease.runId} under fence ${lease.fence} has passed on`);
    this.name = 'LeaseLost';
    Object.defineProperty(this, brand, { value: true });
  }
}

export function isLeaseLost(error: unknown): error is LeaseLost {
  return typeof error === 'object' && error !== null && brand in error;
}

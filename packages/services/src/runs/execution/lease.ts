import type { Actor, RunId, TeamId } from '@agent-factory/contracts';
import { isLostLease } from '@agent-factory/db';

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

/** Whether a write was refused since the lease has passed on, by this process or by the database. */
export function isLeaseLost(error: unknown): boolean {
  return isLostLease(error) || (typeof error === 'object' && error !== null && brand in error);
}

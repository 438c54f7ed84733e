import type { Tier } from '../catalogue/catalogue-model.ts';
import type { ModelRequest } from '../model-port.ts';
import type { Candidate, Conditions } from './candidate.ts';

/** A candidate with what its place depends on. */
export interface Placed {
  candidate: Candidate;
  health: 'closed' | 'half_open';
  /** Its place among the pins; 0 without pins. */
  pin: number;
  misfit: number;
}

/**
 * Whole fits before misfits, sound models before those on probation, then the cheapest expected; among equally priced
 * ones the fastest measured. Pins keep the order in which the spec names them.
 */
export function orderCandidates(placed: Placed[], conditions: Conditions): Placed[] {
  return placed.sort(
    (a, b) =>
      a.pin - b.pin ||
      a.misfit - b.misfit ||
      Number(a.health === 'half_open') - Number(b.health === 'half_open') ||
      price(a) - price(b) ||
      latency(a, conditions) - latency(b, conditions) ||
      compareText(a.candidate.model.id, b.candidate.model.id) ||
      compareText(a.candidate.region ?? '', b.candidate.region ?? ''),
  );
}

/** 0 for a model that does all that was asked; each shortcoming pushes it behind all that lack it, a refused answer most. */
export function misfitOf(candidate: Candidate, request: ModelRequest, wanted: Tier): number {
  const { model } = candidate;
  const asked = Math.min(request.maxOutputTokens, model.maxOutputTokens);
  return (
    (request.refused?.includes(model.id) === true ? 16 : 0) +
    Math.max(0, wanted - model.tier) * 4 +
    (candidate.maxOutputTokens < asked ? 2 : 0) +
    (request.outputSchema !== undefined && !model.structuredOutput ? 1 : 0)
  );
}

/** An unknown price comes behind every known one; it gets here by a pin alone. */
function price({ candidate }: Placed): number {
  return candidate.expectedNanoUsd ?? Number.MAX_SAFE_INTEGER;
}

/** What was never measured goes first, once: then it is measured. */
function latency({ candidate: { provider, model, region } }: Placed, conditions: Conditions): number {
  return conditions.latencyOf(provider.id, model.id, region) ?? 0;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

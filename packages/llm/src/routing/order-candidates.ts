import type { Tier } from '../catalogue/catalogue-model.ts';
import type { ModelRequest } from '../model-port.ts';
import type { Candidate, Conditions } from './candidate.ts';

/** A candidate with what its place depends on. */
export interface Placed {
  candidate: Candidate;
  health: 'closed' | 'half_open';
  /** What goes before the price, in one number, since sorting compares hundreds of times: see `placeOf`. */
  place: number;
  /** Expected; an unknown one comes behind all known ones (it gets here by a pin alone). */
  price: number;
}

/** Pins keep the order in which the spec names them; then whole fits before misfits, sound before on probation. */
export function placeOf(pin: number, misfit: number, health: Placed['health']): number {
  return pin * 64 + misfit * 2 + (health === 'half_open' ? 1 : 0);
}

/** By place, then the cheapest expected; among equally priced ones the fastest measured. */
export function orderCandidates(placed: Placed[], conditions: Conditions): Placed[] {
  return placed.sort((a, b) => a.place - b.place || a.price - b.price || tie(a, b, conditions));
}

function tie(a: Placed, b: Placed, conditions: Conditions): number {
  return (
    latency(a, conditions) - latency(b, conditions) ||
    compareText(a.candidate.model.id, b.candidate.model.id) ||
    compareText(a.candidate.region ?? '', b.candidate.region ?? '')
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

/** What was never measured goes first, once: then it is measured. */
function latency({ candidate: { provider, model, region } }: Placed, conditions: Conditions): number {
  return conditions.latencyOf(provider.id, model.id, region) ?? 0;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

import type { AgentSpec } from '@agent-factory/spec';

import { type AgentGraph, buildGraph } from './build-graph.ts';
import { LruCache } from './lru-cache.ts';
import { type AgentParts, compileParts } from './spec-parts.ts';

/** A spec made ready to run; immutable, so any number of runs share one. */
export interface CompiledAgent extends AgentParts {
  graph: AgentGraph;
}

const compiled = new LruCache<CompiledAgent>(256);

/**
 * Makes a graph of a spec; specs with one hash share it. AppError `spec_not_runnable` names every part that
 * this version validates but cannot run.
 */
export function compileAgent(spec: AgentSpec, specHash: string): CompiledAgent {
  const known = compiled.get(specHash);
  if (known !== undefined) return known;
  const parts = compileParts(spec, specHash);
  const agent = { ...parts, graph: buildGraph(parts) };
  compiled.set(specHash, agent);
  return agent;
}

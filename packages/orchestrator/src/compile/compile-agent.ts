import { AppError } from '@agent-factory/contracts';
import { type AgentSpec, compileJsonSchema, runnability } from '@agent-factory/spec';
import { compileInvariants } from '../invariants/compile-invariants.ts';
import type { AgentParts } from './agent-parts.ts';
import { type AgentGraph, buildGraph } from './build-graph.ts';
import { LruCache } from './lru-cache.ts';

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
  const blockers = runnability(spec);
  if (blockers.length > 0) {
    throw new AppError(
      'spec_not_runnable',
      `"${spec.name}" cannot run yet: ${blockers.map(({ message }) => message).join(' ')}`,
      { diagnostics: blockers },
    );
  }
  const parts: AgentParts = {
    spec,
    specHash,
    invariants: compileInvariants(spec),
    inputViolations: spec.input === undefined ? null : compileJsonSchema(spec.input),
    outputViolations: spec.output === undefined ? null : compileJsonSchema(spec.output),
  };
  const agent = { ...parts, graph: buildGraph(parts) };
  compiled.set(specHash, agent);
  return agent;
}

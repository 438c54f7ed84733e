import { AppError } from '@agent-factory/contracts';
import { compileJsonSchema, runnability, type TeamSpec } from '@agent-factory/spec';
import type { Compiled } from '../compile/compiled.ts';
import { LruCache } from '../compile/lru-cache.ts';
import { compileInvariants } from '../invariants/compile-invariants.ts';
import { buildTeamGraph } from './build-team-graph.ts';
import type { TeamParts } from './team-parts.ts';
import { freshTeam } from './team-state.ts';

/** A team's spec made ready to run; immutable, so any number of runs share one. */
export interface CompiledTeam extends TeamParts, Compiled {
  spec: TeamSpec;
}

const compiled = new LruCache<CompiledTeam>(256);

/**
 * Makes a graph of a team; specs with one hash share it. Its members are compiled when they first work. AppError
 * `spec_not_runnable` names every part that this version validates but cannot run.
 */
export function compileTeam(spec: TeamSpec, specHash: string): CompiledTeam {
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
  const parts: TeamParts = {
    spec,
    specHash,
    invariants: compileInvariants(spec),
    inputViolations: spec.input === undefined ? null : compileJsonSchema(spec.input),
    outputViolations: spec.output === undefined ? null : compileJsonSchema(spec.output),
    // Members show what they write in their own place; the team's answer comes whole, once it has passed.
  };
  const team = { ...parts, graph: buildTeamGraph(parts), fresh: freshTeam };
  compiled.set(specHash, team);
  return team;
}

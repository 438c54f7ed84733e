import type { TeamSpec } from '@agent-factory/spec';
import type { Compiled } from '../compile/compiled.ts';
import { LruCache } from '../compile/lru-cache.ts';
import { compileParts, type TeamParts } from '../compile/spec-parts.ts';
import { buildTeamGraph } from './build-team-graph.ts';
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
  const parts = compileParts(spec, specHash);
  const team = { ...parts, graph: buildTeamGraph(parts), fresh: freshTeam };
  compiled.set(specHash, team);
  return team;
}

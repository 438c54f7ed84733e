import { canonicalJson } from '../evaluate/canonical-json.ts';
import { specToValue } from '../spec-value.ts';
import type { Spec } from '../team-spec.ts';
import type { Path } from '../text/reporter.ts';
import { findLoosenings } from './compare-bounds.ts';

export interface Tightening {
  /** True only if `child` binds at least as much as `parent`; a false may be a change that nobody can prove. */
  ok: boolean;
  /** What binds less, in plain words; `path` leads into the child. */
  loosenings: { path: Path; summary: string }[];
}

/**
 * Whether a fork, a new version of a published template or a sub-agent keeps all that its parent promises:
 * invariants as strong or stronger, limits as low or lower, no new tools, no approval dropped. Instructions,
 * model, tests and schemas are free. Found statically and soundly: never true of a looser child.
 */
export function isTightening(parent: Spec, child: Spec): Tightening {
  const loosenings = [...findLoosenings(parent, child), ...flowLoosenings(parent, child)].map(
    ({ path, summary }) => ({ path, summary }),
  );
  return { ok: loosenings.length === 0, loosenings };
}

/** Who works when is the substance of a team; no change of it is proven harmless. */
function flowLoosenings(parent: Spec, child: Spec): { path: Path; summary: string }[] {
  if (child.kind === 'Agent') return [];
  if (parent.kind === 'Agent') return [{ path: ['kind'], summary: 'The agent became a team.' }];
  if (canonicalJson(flowOf(parent)) === canonicalJson(flowOf(child))) return [];
  return [{ path: ['pattern'], summary: 'The team works together in another way.' }];
}

/** What a team's spec says beyond what every spec says. */
export function flowOf(spec: Spec): Record<string, unknown> {
  const value = specToValue(spec);
  const flow: Record<string, unknown> = {};
  for (const key of [
    'kind',
    'pattern',
    'members',
    'default',
    'merge',
    'supervisor',
    'planner',
    'executor',
    'persistence',
    'nodes',
    'edges',
  ]) {
    if (value[key] !== undefined) flow[key] = value[key];
  }
  return flow;
}

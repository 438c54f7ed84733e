import { type AgentVersionId, AppError, type TeamId } from '@agent-factory/contracts';
import { selectNewestByNames, type Transaction } from '@agent-factory/db';
import { compileSpec } from '@agent-factory/orchestrator';
import { calledAgents, limitOf, type Spec } from '@agent-factory/spec';
import { refuseWithdrawn } from '../refuse-withdrawn.ts';
import { loadSpec } from './load-spec.ts';

/** An agent that a run may call by name, as it was when the run was started; so it lies in `runs.members`. */
export interface RunMember {
  name: string;
  agent_version_id: AgentVersionId;
  version: number;
  spec_hash: string;
}

/** More than this in one run is a mistake, or mischief. */
const maxMembers = 200;

/**
 * Everything that a spec can call by name, and what that can call in turn, at the newest versions of the moment.
 * AppError `not_found` names an agent that the team does not have; `spec_not_runnable` one that cannot run, calls
 * itself in the end, or lies deeper than a `limits.maxDepth` around it allows; `purchase_required` one of a template
 * whose money was given back.
 */
export async function resolveMembers(tx: Transaction, teamId: TeamId, root: Spec): Promise<RunMember[]> {
  const members = new Map<string, RunMember>();
  const specs = new Map<string, Spec>([[root.name, root]]);
  let open = [{ caller: root, names: calledAgents(root) }];
  while (open.length > 0) {
    const wanted = new Set(open.flatMap(({ names }) => names).filter((name) => !specs.has(name)));
    if (wanted.size === 0) break;
    if (specs.size + wanted.size > maxMembers) {
      throw new AppError('spec_not_runnable', `"${root.name}" reaches more than ${maxMembers} agents.`);
    }
    const rows = await selectNewestByNames(tx, { teamId, names: [...wanted] });
    for (const { name, agentVersionId, version, specHash, withdrawnTemplateId } of rows) {
      refuseWithdrawn(name, withdrawnTemplateId);
      members.set(name, { name, agent_version_id: agentVersionId, version, spec_hash: specHash });
      const spec = await loadSpec(tx, { id: agentVersionId, teamId, specHash });
      specs.set(name, spec);
      refuseUnrunnable(root, name, spec, specHash);
    }
    for (const { caller, names } of open) {
      const missing = names.find((name) => !specs.has(name));
      if (missing !== undefined) {
        throw new AppError(
          'not_found',
          `"${caller.name}" calls the agent "${missing}", which this team does not have. Create it, or take it out.`,
        );
      }
    }
    open = rows.flatMap(({ name }) => {
      const spec = specs.get(name);
      return spec === undefined ? [] : [{ caller: spec, names: calledAgents(spec) }];
    });
  }
  refuseDepth(root, specs);
  return [...members.values()];
}

function refuseUnrunnable(root: Spec, name: string, spec: Spec, specHash: string): void {
  try {
    compileSpec(spec, specHash);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `"${root.name}" calls "${name}". ${error.message}`, { cause: error });
  }
}

/** Walks every way from the root down, each agent once. */
function refuseDepth(root: Spec, specs: ReadonlyMap<string, Spec>): void {
  const heights = new Map<string, number>();
  const height = (spec: Spec, way: readonly string[]): number => {
    if (way.includes(spec.name)) {
      const circle = [...way.slice(way.indexOf(spec.name)), spec.name].join(' → ');
      throw new AppError('spec_not_runnable', `Agents call each other in a circle: ${circle}.`);
    }
    const known = heights.get(spec.name);
    if (known !== undefined) return known;
    const inside = calledAgents(spec).map((name) => {
      const called = specs.get(name);
      return called === undefined ? 0 : 1 + height(called, [...way, spec.name]);
    });
    const own = Math.max(0, ...inside);
    const allowed = limitOf(spec.limits, 'maxDepth');
    if (own > allowed) {
      throw new AppError(
        'spec_not_runnable',
        `"${spec.name}" reaches ${own} agents deep; limits.maxDepth allows ${allowed}.`,
      );
    }
    heights.set(spec.name, own);
    return own;
  };
  height(root, []);
}

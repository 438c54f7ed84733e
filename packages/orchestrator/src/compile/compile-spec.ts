import type { Spec } from '@agent-factory/spec';
import { compileTeam } from '../teams/compile-team.ts';
import { compileAgent } from './compile-agent.ts';
import type { Compiled } from './compiled.ts';

/**
 * Makes a graph of a spec, agent or team; specs with one hash share it. AppError `spec_not_runnable` names every
 * part that this version validates but cannot run.
 */
export function compileSpec(spec: Spec, specHash: string): Compiled {
  return spec.kind === 'Agent' ? compileAgent(spec, specHash) : compileTeam(spec, specHash);
}

import { AppError } from '@agent-factory/contracts';
import { runnability, type Spec } from '@agent-factory/spec';
import { compileAgent } from './compile-agent.ts';
import type { Compiled } from './compiled.ts';

/**
 * Makes a graph of a spec, agent or team; specs with one hash share it. AppError `spec_not_runnable` names every
 * part that this version validates but cannot run.
 */
export function compileSpec(spec: Spec, specHash: string): Compiled {
  if (spec.kind === 'Agent') return compileAgent(spec, specHash);
  const blockers = runnability(spec);
  const reasons = blockers.map(({ message }) => message).join(' ');
  throw new AppError('spec_not_runnable', `"${spec.name}" cannot run yet: ${reasons}`, {
    diagnostics: blockers,
  });
}

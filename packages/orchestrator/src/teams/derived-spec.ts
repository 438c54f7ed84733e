import { AppError } from '@agent-factory/contracts';
import { type AgentSpec, specHash } from '@agent-factory/spec';
import type { PinnedSpec } from '../ports/agent-directory.ts';

/**
 * An agent with what a team adds to it for its part in the team. The hash is the derived spec's own, so that it is
 * compiled once; events name the agent's hash. AppError `spec_not_runnable` where a team stands in that part.
 */
export function derivedSpec(
  { spec, version }: PinnedSpec,
  part: string,
  derive: (spec: AgentSpec) => AgentSpec,
): PinnedSpec {
  if (spec.kind !== 'Agent') {
    throw new AppError(
      'spec_not_runnable',
      `"${spec.name}" is a team; the ${part} of a team has to be an agent.`,
    );
  }
  const derived = derive(spec);
  return { spec: derived, specHash: specHash(derived), version };
}

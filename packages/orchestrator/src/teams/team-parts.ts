import type { TeamSpec } from '@agent-factory/spec';
import type { Validator } from '../compile/agent-parts.ts';
import type { InvariantsByBoundary } from '../invariants/compile-invariants.ts';

/** A team's spec with everything in it compiled, for the nodes of its graph. */
export interface TeamParts {
  spec: TeamSpec;
  specHash: string;
  invariants: InvariantsByBoundary;
  inputViolations: Validator | null;
  outputViolations: Validator | null;
}

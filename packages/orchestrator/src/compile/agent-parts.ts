import type { AgentSpec, SchemaViolation } from '@agent-factory/spec';
import type { InvariantsByBoundary } from '../invariants/compile-invariants.ts';

export type Validator = (value: unknown) => SchemaViolation[];

/** A spec with everything in it compiled, for the nodes of its graph. */
export interface AgentParts {
  spec: AgentSpec;
  specHash: string;
  invariants: InvariantsByBoundary;
  /** Violations of an input against the spec's `input`; null when the spec has none. */
  inputViolations: Validator | null;
  outputViolations: Validator | null;
}

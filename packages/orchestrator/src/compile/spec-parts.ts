import { AppError } from '@agent-factory/contracts';
import {
  type AgentSpec,
  compileJsonSchema,
  runnability,
  type SchemaViolation,
  type Spec,
  type TeamSpec,
} from '@agent-factory/spec';
import { compileInvariants, type InvariantsByBoundary } from '../invariants/compile-invariants.ts';

export type Validator = (value: unknown) => SchemaViolation[];

/** A spec with everything in it compiled, for the nodes of its graph. */
export interface SpecParts<S extends Spec = Spec> {
  spec: S;
  specHash: string;
  invariants: InvariantsByBoundary;
  /** Violations of an input against the spec's `input`; null when the spec has none. */
  inputViolations: Validator | null;
  outputViolations: Validator | null;
}
export type AgentParts = SpecParts<AgentSpec>;
export type TeamParts = SpecParts<TeamSpec>;

/** All of a spec but its graph. AppError `spec_not_runnable` names every part that this version cannot run. */
export function compileParts<S extends Spec>(spec: S, specHash: string): SpecParts<S> {
  const blockers = runnability(spec);
  if (blockers.length > 0) {
    throw new AppError(
      'spec_not_runnable',
      `"${spec.name}" cannot run yet: ${blockers.map(({ message }) => message).join(' ')}`,
      { diagnostics: blockers },
    );
  }
  return {
    spec,
    specHash,
    invariants: compileInvariants(spec),
    inputViolations: spec.input === undefined ? null : compileJsonSchema(spec.input),
    outputViolations: spec.output === undefined ? null : compileJsonSchema(spec.output),
  };
}

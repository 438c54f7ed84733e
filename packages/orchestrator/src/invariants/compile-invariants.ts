import type { Boundary } from '@agent-factory/contracts';
import { type CompiledCheck, compileCheck, type Invariant, type Spec } from '@agent-factory/spec';

export interface CompiledInvariant {
  invariant: Invariant;
  check: CompiledCheck;
}

export type InvariantsByBoundary = Readonly<Record<Boundary, readonly CompiledInvariant[]>>;

export function compileInvariants(spec: Spec): InvariantsByBoundary {
  const compiled = spec.invariants.map((invariant) => ({ invariant, check: compileCheck(invariant, spec) }));
  const at = (boundary: Boundary) => compiled.filter(({ invariant }) => invariant.at.includes(boundary));
  return {
    input: at('input'),
    model_call: at('model_call'),
    tool_call: at('tool_call'),
    tool_result: at('tool_result'),
    output: at('output'),
  };
}

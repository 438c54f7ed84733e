import type { Spec } from '@agent-factory/spec';
import type { InvariantsByBoundary } from '../invariants/compile-invariants.ts';
import type { Validator } from './agent-parts.ts';

/** What agents and teams have in common once compiled; immutable, so any number of runs share one. */
export interface Compiled {
  spec: Spec;
  specHash: string;
  invariants: InvariantsByBoundary;
  /** Violations of an input against the spec's `input`; null when the spec has none. */
  inputViolations: Validator | null;
  outputViolations: Validator | null;
  /** Has the channels of `agentState`, and maybe more. */
  graph: RunnableGraph;
  /** What channels beyond those of `agentState` hold when a run begins. */
  fresh?: Readonly<Record<string, unknown>>;
}

/** As much of LangGraph's compiled graph as a run needs. */
export interface RunnableGraph {
  invoke(state: Readonly<Record<string, unknown>> | null, options: Record<string, unknown>): Promise<unknown>;
}

import type { SpecParts } from './spec-parts.ts';

/** What agents and teams have in common once compiled; immutable, so any number of runs share one. */
export interface Compiled extends SpecParts {
  /** Has the channels of `agentState`, and maybe more. */
  graph: RunnableGraph;
  /** What channels beyond those of `agentState` hold when a run begins. */
  fresh?: Readonly<Record<string, unknown>>;
}

/** As much of LangGraph's compiled graph as a run needs. */
export interface RunnableGraph {
  invoke(state: Readonly<Record<string, unknown>> | null, options: Record<string, unknown>): Promise<unknown>;
}

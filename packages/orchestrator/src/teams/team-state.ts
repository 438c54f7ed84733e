import type { JsonValue } from '@agent-factory/spec';
import { Annotation } from '@langchain/langgraph';
import { agentState } from '../run/run-state.ts';

/** What an agent's graph has, and where the team's work stands. Plain JSON, replaced value by value. */
export const teamState = Annotation.Root({
  ...agentState.spec,
  /** Belongs to the pattern; null before the first turn. */
  work: Annotation<unknown>(),
  /** What the team made, for the guard of its output; null while it works. */
  made: Annotation<{ value: JsonValue } | null>(),
});
export type TeamState = typeof teamState.State;

/** The team's channels at the beginning of a run. */
export const freshTeam = { work: null, made: null } as const;

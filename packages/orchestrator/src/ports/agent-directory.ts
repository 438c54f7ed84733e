import type { Spec } from '@agent-factory/spec';

/** A version of an agent as a run pinned it when it was started. */
export interface PinnedSpec {
  spec: Spec;
  specHash: string;
  version: number;
}

/** The agents that a run may call by name: members of a team, agents as tools, and theirs in turn. */
export type AgentDirectory = ReadonlyMap<string, PinnedSpec>;

/** What the team has, as far as it has been asked for: the editor does not wait for it. */
export interface KnownNames {
  /** `vendor/model`, with what it costs in words. */
  models: readonly { id: string; says: string }[];
  /** The team's agents, for members and tools. */
  agents: readonly { id: string; name: string; title: string; description: string }[];
}

export const noNames: KnownNames = { models: [], agents: [] };

/** For this thread alone, or for every thread of the agent. */
export type MemoryScope = 'thread' | 'agent';

/** How many notes an agent may keep in one place: a thread, or for all of its threads. */
export const maxMemories = 100;

export interface Memory {
  scope: MemoryScope;
  key: string;
  value: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** The notes of a team's agents; `agent` is a name in that team. */
export interface MemoryPort {
  /** Notes a value, in place of an older one of this key. False when there are `maxMemories` others. */
  remember(
    whose: { agent: string; threadId: string },
    memory: { scope: MemoryScope; key: string; value: string },
  ): Promise<boolean>;
  /** All notes of the agent and of the thread, by key. */
  recall(whose: { agent: string; threadId: string }): Promise<readonly Memory[]>;
  /** Whether there was such a note. */
  forget(
    whose: { agent: string; threadId: string },
    memory: { scope: MemoryScope; key: string },
  ): Promise<boolean>;
}

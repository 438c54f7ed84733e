import type { AgentId, RunId, TeamId, TestRunId } from '@agent-factory/contracts';

/**
 * What announcements are about: a run, an agent whose text people write together, or a team, for whoever looks at all of
 * its runs.
 */
export type AnnouncedRun = RunId | TestRunId | AgentId | TeamId;

/**
 * `events`: there are new ones; `waiting`: people are asked; `finished`: the run has ended; `cancel`: somebody asked it to
 * stop. Of an agent: `document`: its text or its versions have news; `comments`: what is said about it has; `presence`:
 * who is there, which stands nowhere but in the announcement.
 */
export interface RunSignal {
  runId: AnnouncedRun;
  kind: (typeof signalKinds)[number];
  /** Of `presence` alone. */
  body?: string;
}
export const signalKinds = [
  'events',
  'waiting',
  'finished',
  'cancel',
  'document',
  'comments',
  'presence',
] as const;

/**
 * Announcements about runs. Rows are the truth: an announcement says no more than "look now", may be lost
 * or doubled, and every reader looks at the rows on its own each `pollMs` as well.
 */
export interface RunBus {
  /** Never waits and never throws: losing an announcement costs time, not data. */
  announce(signal: RunSignal): void;
  /** Calls `listener` for each announcement about the run until the returned function is called. */
  subscribe(runId: AnnouncedRun, listener: (signal: RunSignal) => void): () => void;
  /** How long a reader may trust this bus before it looks for itself. */
  readonly pollMs: number;
  /** Whether Redis, which carries it between processes, is connected; null without Redis. */
  readonly redisConnected: boolean | null;
  close(): Promise<void>;
}

import type { LivePlace, LivePresence } from '@agent-factory/contracts';
import type { LiveState } from '@agent-factory/live';
import { createStore } from 'zustand/vanilla';

/** Who else has the spec open, and how this page hangs together with them. */
export interface LiveView {
  state: LiveState;
  people: readonly LivePresence[];
  may: 'edit' | 'see' | null;
  /** Why no more than to see, in words for the person. */
  why: string | null;
  /** What the shared text builds on, and the newest version that was saved; null until the server has said so. */
  versions: { base: number; newest: number } | null;
  /** The newest version of which this person has said that they know. */
  seenVersion: number;
  documentId: string | null;
  /** Counts the news about comments. */
  commentsAt: number;
  /** Says where this person is. */
  move(place: LivePlace | null): void;
}

export type LiveStore = ReturnType<typeof createLiveStore>;

export function createLiveStore() {
  return createStore<LiveView>(() => ({
    state: { at: 'connecting' },
    people: [],
    may: null,
    why: null,
    versions: null,
    seenVersion: 0,
    documentId: null,
    commentsAt: 0,
    move: () => {},
  }));
}

import type { CommentPlace } from '@agent-factory/contracts';
import { createStore } from 'zustand/vanilla';
import type { PlacedThread } from './place-threads.ts';

/** What is said about the open spec, where it stands, and which of it is looked at. */
export interface CommentView {
  /** Threads that are open. */
  placed: readonly PlacedThread[];
  /** What a new thread is to be about, while its first comment is written. */
  placing: CommentPlace | null;
  /** The thread that is read. */
  chosen: string | null;
  /** Counts the calls for the panel; each opens it. */
  calls: number;
  /** Begins a thread on that place; its first words are asked for in the panel. */
  begin(place: CommentPlace): void;
  /** Reads a thread, in the panel. */
  read(thread: string): void;
}

export type CommentStore = ReturnType<typeof createCommentStore>;

export function createCommentStore(chosen: string | null) {
  return createStore<CommentView>((set) => ({
    placed: [],
    placing: null,
    chosen,
    calls: 0,
    begin: (placing) => set(({ calls }) => ({ placing, chosen: null, calls: calls + 1 })),
    read: (thread) => set(({ calls }) => ({ chosen: thread, placing: null, calls: calls + 1 })),
  }));
}

/** Open threads on a node of the spec or inside of it. */
export function threadsIn(
  { placed }: Pick<CommentView, 'placed'>,
  path: readonly (string | number)[],
): PlacedThread[] {
  return placed.filter(
    (each) =>
      each.path !== null &&
      each.path.length >= path.length &&
      path.every((part, index) => each.path?.[index] === part),
  );
}

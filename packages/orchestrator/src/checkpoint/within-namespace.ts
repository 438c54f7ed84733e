import type { CheckpointStore } from './checkpoint-store.ts';

/**
 * The same store, for the graph of a member: LangGraph takes a graph that is invoked by itself for the root of its
 * thread, whatever namespace it is given, so the namespace is put on below it. With `fresh` nothing is found of what
 * an earlier run of the thread may have left there.
 */
export function withinNamespace(
  store: CheckpointStore,
  namespace: string,
  { fresh }: { fresh: boolean },
): CheckpointStore {
  if (namespace === '') return store;
  let saved = false;
  return {
    load: async (at) => (fresh && !saved ? null : store.load({ ...at, namespace })),
    async save(rows, writes) {
      saved = true;
      // A member's end is not the run's: nothing closes the run at once after it, so `last` is not passed on.
      await store.save(
        rows.map((row) => ({ ...row, namespace })),
        writes.map((write) => ({ ...write, namespace })),
      );
    },
    list: (of) => store.list({ ...of, namespace }),
    deleteThread: (threadId) => store.deleteThread(threadId),
  };
}

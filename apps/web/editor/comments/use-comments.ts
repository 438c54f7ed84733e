import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useStore } from 'zustand';
import { useTRPC, useTRPCClient } from '../../trpc/context.ts';
import type { Agent } from '../../trpc/outputs.ts';
import type { EditorStore } from '../editor-store.ts';
import type { LiveStore } from '../live/live-store.ts';
import type { CommentStore } from './comment-store.ts';
import { placeThreads } from './place-threads.ts';

/** Moved places are drawn when typing rests; until then Monaco moves its marks itself. */
const restMs = 120;

/** Reads an agent's threads of one state, page by page. */
export function useThreads(agentId: Agent['id'], state: 'open' | 'resolved', enabled = true) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useInfiniteQuery({
    queryKey: trpc.comments.list.infiniteQueryKey({ agent_id: agentId, state }),
    queryFn: ({ pageParam, signal }) =>
      client.comments.list.query(
        { agent_id: agentId, state, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
}

/** Keeps the open threads of an agent in the store, read again whenever the connection says so, each at its place. */
export function useComments(
  agentId: Agent['id'],
  { store, live, comments }: { store: EditorStore; live: LiveStore; comments: CommentStore },
): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const open = useThreads(agentId, 'open');
  const said = useStore(live, ({ commentsAt }) => commentsAt);
  const documentId = useStore(live, (view) => view.documentId);
  // Marks are of all open threads, of which an agent has some hundreds at most.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = open;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (said > 0) void queryClient.invalidateQueries(trpc.comments.pathFilter());
  }, [said, queryClient, trpc]);

  const pages = open.data?.pages;
  const place = useEffectEvent(() => {
    const threads = pages?.flatMap(({ items }) => items) ?? [];
    if (threads.length === 0 && comments.getState().placed.length === 0) return;
    const { text, document, spec } = store.getState();
    comments.setState({ placed: placeThreads(threads, { doc: spec.doc, documentId, text, spec: document }) });
  });
  useEffect(() => place(), [pages, documentId]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.subscribe((state, before) => {
      if (state.text === before.text) return;
      clearTimeout(timer);
      timer = setTimeout(() => place(), restMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
}

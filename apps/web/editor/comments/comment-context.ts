import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { CommentStore, CommentView } from './comment-store.ts';

export const CommentContext = createContext<CommentStore | null>(null);

export function useCommentStore(): CommentStore {
  const store = use(CommentContext);
  if (store === null) throw new Error('useCommentStore is for components inside a CommentContext');
  return store;
}

export function useCommentView<T>(select: (view: CommentView) => T): T {
  return useStore(useCommentStore(), select);
}

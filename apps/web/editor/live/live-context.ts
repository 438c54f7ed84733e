import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { LiveStore, LiveView } from './live-store.ts';

export const LiveContext = createContext<LiveStore | null>(null);

export function useLiveStore(): LiveStore {
  const store = use(LiveContext);
  if (store === null) throw new Error('useLiveStore is for components inside a LiveContext');
  return store;
}

export function useLive<T>(select: (view: LiveView) => T): T {
  return useStore(useLiveStore(), select);
}

'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Me } from '../trpc/outputs.ts';

export interface FrameState {
  me: Me;
  /** The signs of the places, by address; each fills what it stands in. */
  icons: Readonly<Record<string, ReactNode>>;
  openPalette: () => void;
  openShortcuts: () => void;
  railCollapsed: boolean;
  toggleRail: () => void;
}

export const FrameContext = createContext<FrameState | null>(null);

/** Who is signed in and what the frame can open; below a `Frame` alone. */
export function useFrame(): FrameState {
  const state = useContext(FrameContext);
  if (state === null) throw new Error('useFrame needs a Frame above it');
  return state;
}

/** Who is signed in; null for a stranger, who sees open pages without a frame. */
export function useVisitor(): Me | null {
  return useContext(FrameContext)?.me ?? null;
}

'use client';

import { type RefObject, useEffect } from 'react';
import { useCanvas, useCanvasStore } from './canvas-context.ts';

/** Takes the focus when the canvas goes to this part, once a call: drawn again later it leaves the focus where it is. */
export function useFocusCall(id: string, element: RefObject<HTMLElement | SVGElement | null>): void {
  const store = useCanvasStore();
  const call = useCanvas((state) => (state.focused === id ? state.focusCalls : 0));
  useEffect(() => {
    if (call <= store.getState().focusAnswered) return;
    store.setState({ focusAnswered: call });
    element.current?.focus({ preventScroll: true });
  }, [call, store, element]);
}

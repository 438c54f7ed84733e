'use client';

import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';
import type { ShownToast, ToastMessage } from './toast-message.ts';

// Most visits see no toast, so what shows them is fetched with the first one.
const ToastList = lazy(() => import('./toast-list.tsx'));

const ToastContext = createContext<((message: ToastMessage) => void) | null>(null);

/** Shows what `useToast` announces; stands once around the app. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const [used, setUsed] = useState(false);
  const show = useCallback((message: ToastMessage) => {
    setUsed(true);
    setToasts((current) => [...current.slice(-2), { ...message, id: (current.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      {used ? (
        <Suspense>
          <ToastList
            toasts={toasts}
            onClose={(id) => setToasts((current) => current.filter((toast) => toast.id !== id))}
          />
        </Suspense>
      ) : null}
    </ToastContext>
  );
}

export function useToast(): (message: ToastMessage) => void {
  const show = useContext(ToastContext);
  if (show === null) throw new Error('useToast needs a ToastProvider above it');
  return show;
}

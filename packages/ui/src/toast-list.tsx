'use client';

import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import type { ShownToast } from './toast-message.ts';

const tones = {
  info: { icon: Info, color: 'text-info' },
  positive: { icon: CircleCheck, color: 'text-positive' },
  danger: { icon: CircleAlert, color: 'text-danger' },
} as const;

export interface ToastListProps {
  toasts: readonly ShownToast[];
  onClose: (id: number) => void;
}

export default function ToastList({ toasts, onClose }: ToastListProps) {
  return (
    <Primitive.Provider swipeDirection="right" duration={6_000}>
      {toasts.map((toast) => {
        const tone = tones[toast.tone ?? 'info'];
        const Icon = tone.icon;
        return (
          <Primitive.Root
            key={toast.id}
            type={toast.tone === 'danger' ? 'foreground' : 'background'}
            onOpenChange={(open) => {
              if (!open) onClose(toast.id);
            }}
            className="flex animate-enter items-start gap-3 rounded-md border bg-raised p-3 text-text shadow-raised"
          >
            <Icon aria-hidden="true" className={cn('mt-0.5 size-4 shrink-0', tone.color)} />
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-medium text-sm">{toast.title}</Primitive.Title>
              {toast.description ? (
                <Primitive.Description className="mt-0.5 break-words text-muted text-sm">
                  {toast.description}
                </Primitive.Description>
              ) : null}
              {toast.action ? (
                <Primitive.Action asChild altText={toast.action.label}>
                  <Button size="sm" className="mt-2" onClick={toast.action.onSelect}>
                    {toast.action.label}
                  </Button>
                </Primitive.Action>
              ) : null}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Dismiss">
                <X aria-hidden="true" />
              </Button>
            </Primitive.Close>
          </Primitive.Root>
        );
      })}
      <Primitive.Viewport className="fixed end-0 bottom-0 z-60 flex w-96 max-w-[100vw] flex-col gap-2 p-4 outline-none max-md:bottom-14" />
    </Primitive.Provider>
  );
}

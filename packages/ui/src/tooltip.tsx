'use client';

import { Tooltip as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

export interface TooltipProps {
  content: ReactNode;
  side?: ComponentProps<typeof Primitive.Content>['side'];
  /** One focusable element; the tooltip adds to its name and never replaces it. */
  children: ReactNode;
}

export function Tooltip({ content, side = 'bottom', children }: TooltipProps) {
  return (
    <Primitive.Provider delayDuration={400}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex max-w-72 animate-fade items-center gap-2 rounded-sm border bg-raised px-2 py-1 text-text text-xs shadow-raised"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}

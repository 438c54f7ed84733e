'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const Tabs = Primitive.Root;

/** Positioned, so that what is for screen readers alone in a tab scrolls with it and does not widen the page. */
export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  return <Primitive.List className={cn('relative flex items-center gap-4 border-b', className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      className={cn(
        '-mb-px inline-flex h-9 items-center gap-1.5 border-transparent border-b-2 text-muted text-sm transition-colors hover:text-text data-[state=active]:border-accent data-[state=active]:text-text [&_svg]:size-4',
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content className={cn('focus-visible:outline-offset-4', className)} {...props} />;
}

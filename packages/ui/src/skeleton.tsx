import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A placeholder of the final size. Its container says `aria-busy`; the shape itself is silent. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      aria-hidden="true"
      className={cn('block animate-pulse rounded-sm bg-border', className)}
      {...props}
    />
  );
}

import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const controlStyles =
  'w-full rounded-md border border-border-strong/70 bg-surface px-2.5 text-text placeholder:text-muted transition-colors hover:border-border-strong disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-danger focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(controlStyles, 'h-9 text-base', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(controlStyles, 'min-h-20 py-2 text-base', className)} {...props} />;
}

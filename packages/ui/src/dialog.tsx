'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { useUiLanguage } from './ui-words.ts';

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

interface DialogContentProps extends Omit<ComponentProps<typeof Primitive.Content>, 'title'> {
  title: string;
  /** One sentence under the title; left out, the dialog is described by its title alone. */
  description?: ReactNode;
  /** Keeps the title for screen readers only. */
  titleHidden?: boolean;
  /** `drawer` slides in from the left edge and takes its whole height. */
  variant?: 'center' | 'top' | 'drawer';
}

export function DialogContent({
  title,
  description,
  titleHidden = false,
  variant = 'center',
  className,
  children,
  ...props
}: DialogContentProps) {
  const { words } = useUiLanguage();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
      <Primitive.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed z-50 flex animate-enter flex-col border bg-raised text-text shadow-raised focus:outline-none',
          variant === 'drawer'
            ? 'inset-y-0 start-0 w-72 max-w-[85vw]'
            : 'left-1/2 max-h-[85dvh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 rounded-md',
          variant === 'center' && 'top-1/2 -translate-y-1/2',
          variant === 'top' && 'top-[12vh]',
          className,
        )}
        {...props}
      >
        {titleHidden ? (
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
        ) : (
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="min-w-0">
              <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-0.5 text-muted text-sm">
                  {description}
                </Primitive.Description>
              ) : null}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label={words.close} className="-me-1.5">
                <X aria-hidden="true" />
              </Button>
            </Primitive.Close>
          </div>
        )}
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}

'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { useUiLanguage } from './ui-words.ts';

export interface ErrorStateProps {
  /** What happened, in the reader's words. */
  title: string;
  /** What to do about it. */
  description: ReactNode;
  onRetry?: (() => void) | undefined;
  requestId?: string | undefined;
  /** Further ways out, beside the retry. */
  action?: ReactNode;
  className?: string;
  /** The heading's level in the page's outline. */
  level?: 1 | 2;
}

export function ErrorState({
  title,
  description,
  onRetry,
  requestId,
  action,
  className,
  level = 2,
}: ErrorStateProps) {
  const { words } = useUiLanguage();
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div
      role="alert"
      className={cn('flex flex-col items-center justify-center px-6 py-16 text-center', className)}
    >
      <span className="flex size-10 items-center justify-center rounded-md bg-danger-soft text-danger">
        <TriangleAlert aria-hidden="true" className="size-5" />
      </span>
      <Heading className="mt-4 font-medium text-base">{title}</Heading>
      <p className="mt-1 max-w-sm text-balance text-muted text-sm">{description}</p>
      {onRetry || action ? (
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          {onRetry ? (
            <Button onClick={onRetry}>
              <RotateCw aria-hidden="true" />
              {words.tryAgain}
            </Button>
          ) : null}
          {action}
        </div>
      ) : null}
      {requestId ? (
        <p className="mt-4 flex items-center gap-1 text-muted text-xs">
          {words.request} <code className="font-mono">{requestId}</code>
          <CopyButton value={requestId} label={words.copyRequestId} />
        </p>
      ) : null}
    </div>
  );
}

import { cn } from '@agent-factory/ui';
import type { ReactNode } from 'react';

export interface PageProps {
  title: string;
  description?: ReactNode;
  /** Actions at the right end of the heading. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A page of the workspace: one heading, its actions, and content no wider than 1,440 px. */
export function Page({ title, description, actions, className, children }: PageProps) {
  return (
    <div className={cn('mx-auto w-full max-w-[1440px] px-4 py-6 md:px-6', className)}>
      <div className="mb-5 flex min-h-8 flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          {description ? <p className="mt-0.5 text-muted text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

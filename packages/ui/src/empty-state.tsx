import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What this place is for. */
  description: ReactNode;
  /** The first step. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center justify-center px-6 py-16 text-center', className)}>
      <span className="flex size-10 items-center justify-center rounded-md border bg-surface text-muted">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <h2 className="mt-4 font-medium text-base">{title}</h2>
      <p className="mt-1 max-w-sm text-balance text-muted text-sm">{description}</p>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

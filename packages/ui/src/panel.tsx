import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export function Panel({ className, ...props }: ComponentProps<'section'>) {
  return <section className={cn('rounded-md border bg-surface', className)} {...props} />;
}

interface PanelHeaderProps extends Omit<ComponentProps<'div'>, 'title'> {
  title: ReactNode;
  description?: ReactNode;
  /** Actions at the right end. */
  actions?: ReactNode;
  /** The heading's level in the page's outline. */
  level?: 2 | 3;
}

export function PanelHeader({
  title,
  description,
  actions,
  level = 2,
  className,
  ...props
}: PanelHeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div
      className={cn('flex min-h-12 items-center justify-between gap-3 border-b px-4 py-2', className)}
      {...props}
    >
      <div className="min-w-0">
        <Heading className="truncate font-medium text-base">{title}</Heading>
        {description ? <p className="line-clamp-2 text-muted text-xs">{description}</p> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
    </div>
  );
}

export function PanelBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('p-4', className)} {...props} />;
}

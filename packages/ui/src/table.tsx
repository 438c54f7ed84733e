import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/**
 * Scrolls sideways inside itself where it does not fit, so that the page never does; positioned, so that what is for screen
 * readers alone in a cell stays in it too.
 */
export function Table({
  className,
  scrollLabel,
  ...props
}: ComponentProps<'table'> & {
  /** Names the scrolled part for the keyboard, where nothing in the cells takes the focus. */
  scrollLabel?: string;
}) {
  const scrolled =
    scrollLabel === undefined ? {} : { role: 'region', 'aria-label': scrollLabel, tabIndex: 0 };
  return (
    <div {...scrolled} className="relative w-full overflow-x-auto">
      <table className={cn('w-full border-collapse text-start text-sm', className)} {...props} />
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('border-b text-muted text-xs', className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y divide-border', className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('transition-colors', className)} {...props} />;
}

export function TableHeaderCell({ className, ...props }: ComponentProps<'th'>) {
  return <th scope="col" className={cn('h-9 whitespace-nowrap px-4 font-medium', className)} {...props} />;
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('h-12 px-4 align-middle', className)} {...props} />;
}

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectProps extends Omit<ComponentProps<'select'>, 'size' | 'onChange' | 'children'> {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  size?: 'sm' | 'md';
}

/** The browser's own select: its keyboard, its screen reader support, and a phone's own wheel. */
export function Select({ value, onValueChange, options, size = 'md', className, ...props }: SelectProps) {
  return (
    <span className={cn('relative inline-flex', className)}>
      <select
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className={cn(
          'w-full appearance-none truncate rounded-md border bg-surface pe-8 text-text transition-colors hover:bg-hover disabled:opacity-55',
          size === 'sm' ? 'h-8 ps-2.5 text-sm' : 'h-9 ps-3 text-base',
        )}
        {...props}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-text">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 end-2.5 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}

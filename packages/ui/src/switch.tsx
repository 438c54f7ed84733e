import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'role' | 'size' | 'onChange'> {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** What it turns on and off. */
  'aria-label': string;
}

/** The browser's own checkbox with the look of a switch: its keyboard and its form support come with it. */
export function Switch({ checked, onCheckedChange, className, ...props }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={checked}
      checked={checked}
      onChange={(event) => onCheckedChange(event.target.checked)}
      className={cn(
        'relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-border-strong bg-sunken transition-colors',
        'before:absolute before:top-[3px] before:start-[3px] before:size-3 before:rounded-full before:bg-border-strong before:transition-[translate,background-color]',
        'checked:border-accent-solid checked:bg-accent-solid checked:before:translate-x-4 rtl:checked:before:-translate-x-4 checked:before:bg-on-solid',
        'disabled:cursor-not-allowed disabled:opacity-55',
        className,
      )}
      {...props}
    />
  );
}

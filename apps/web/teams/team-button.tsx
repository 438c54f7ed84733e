import { cn, LogoMark } from '@agent-factory/ui';
import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useWords } from '../words/words-context.ts';

export interface TeamButtonProps extends ComponentProps<'button'> {
  name: string;
  /** How many invitations wait. */
  invitations: number;
  /** Shows the mark alone. */
  folded: boolean;
}

/** What opens the switcher of teams. */
export function TeamButton({ name, invitations, folded, className, ...props }: TeamButtonProps) {
  const say = useWords('frame');
  const waiting = invitations === 0 ? '' : `, ${say('invitations', { count: invitations })}`;
  return (
    <button
      type="button"
      aria-label={`${say('teamNamed', { name })}${waiting}`}
      aria-haspopup="menu"
      title={folded ? name : undefined}
      className={cn(
        'flex h-9 min-w-0 items-center gap-2.5 rounded-md text-start transition-colors hover:bg-hover',
        folded ? 'w-9 justify-center' : 'w-full px-1.5',
        className,
      )}
      {...props}
    >
      <span className="relative shrink-0">
        <LogoMark className="size-6" />
        {invitations > 0 ? (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 -end-0.5 size-2 rounded-full bg-accent-solid ring-2 ring-background"
          />
        ) : null}
      </span>
      {folded ? null : (
        <>
          <span className="min-w-0 flex-1 truncate font-medium text-sm">{name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
        </>
      )}
    </button>
  );
}

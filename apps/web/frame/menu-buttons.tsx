'use client';

import { Button } from '@agent-factory/ui';
import { SunMoon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useWords } from '../words/words-context.ts';

export function ThemeButton(props: ComponentProps<'button'>) {
  const say = useWords('frame');
  return (
    <Button variant="ghost" size="icon" aria-label={say('theme')} aria-haspopup="menu" {...props}>
      <SunMoon aria-hidden="true" />
    </Button>
  );
}

export function UserButton({ name, ...props }: ComponentProps<'button'> & { name: string }) {
  const say = useWords('frame');
  return (
    <button
      type="button"
      aria-label={say('account', { name })}
      aria-haspopup="menu"
      className="ms-1 inline-flex size-7 items-center justify-center rounded-full border bg-surface font-medium text-muted text-xs uppercase transition-colors hover:bg-hover hover:text-text"
      {...props}
    >
      {name.slice(0, 1)}
    </button>
  );
}

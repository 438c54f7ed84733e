'use client';

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import { Monitor, Moon, Sun } from 'lucide-react';
import { parseTheme } from '../theme/theme.ts';
import { useTheme } from '../theme/use-theme.ts';
import { useWords } from '../words/words-context.ts';
import { ThemeButton } from './menu-buttons.tsx';

const choices = [
  { theme: 'light', name: 'light', icon: Sun },
  { theme: 'dark', name: 'dark', icon: Moon },
  { theme: 'system', name: 'system', icon: Monitor },
] as const;

/** Opens at once: it is fetched when its button is first pressed. */
export function ThemeMenu() {
  const { theme, setTheme } = useTheme();
  const say = useWords('frame');
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <ThemeButton />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-36">
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => setTheme(parseTheme(value))}>
          {choices.map(({ theme: value, name, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden="true" />
              {say(name)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

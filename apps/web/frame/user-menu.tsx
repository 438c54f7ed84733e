'use client';

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import { Keyboard, LogOut } from 'lucide-react';
import { signOut } from '../auth/sign-out.ts';
import { roleNames } from '../teams/role-names.ts';
import { languageNames, languages } from '../words/languages.ts';
import { useChooseLanguage } from '../words/use-choose-language.ts';
import { useLanguage, useWords } from '../words/words-context.ts';
import { displayName } from './display-name.ts';
import { useFrame } from './frame-context.ts';
import { UserButton } from './menu-buttons.tsx';

/** Opens at once: it is fetched when its button is first pressed. */
export function UserMenu() {
  const { me, openShortcuts } = useFrame();
  const say = useWords('frame');
  const sayPart = useWords('parts');
  const language = useLanguage();
  const choose = useChooseLanguage();
  const name = displayName(me);
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <UserButton name={name} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="min-w-56">
        <DropdownMenuLabel className="text-text text-sm">
          <span className="block truncate font-medium">{name}</span>
          {me.user.email && me.user.email !== name ? (
            <span className="block truncate font-normal text-muted text-xs">{me.user.email}</span>
          ) : null}
        </DropdownMenuLabel>
        <DropdownMenuLabel className="pt-0">
          {me.team.name} · {sayPart(roleNames[me.team.role])}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={openShortcuts}>
          <Keyboard aria-hidden="true" />
          {say('shortcuts')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{say('language')}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={language}
          onValueChange={(value) => void choose(languages.find((one) => one === value) ?? language)}
        >
          {languages.map((one) => (
            <DropdownMenuRadioItem key={one} value={one} lang={one}>
              {languageNames[one]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => signOut()}>
          <LogOut aria-hidden="true" />
          {say('signOut')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

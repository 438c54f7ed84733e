'use client';

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import { Keyboard, LogOut } from 'lucide-react';
import { signOut } from '../auth/sign-out.ts';
import { displayName } from './display-name.ts';
import { useFrame } from './frame-context.ts';
import { UserButton } from './menu-buttons.tsx';

/** Opens at once: it is fetched when its button is first pressed. */
export function UserMenu() {
  const { me, openShortcuts } = useFrame();
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
          {me.team.name} · {me.team.role}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={openShortcuts}>
          <Keyboard aria-hidden="true" />
          Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => signOut()}>
          <LogOut aria-hidden="true" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

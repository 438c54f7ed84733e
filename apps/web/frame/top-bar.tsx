'use client';

import { Button, Kbd } from '@agent-factory/ui';
import { Laptop, Search } from 'lucide-react';
import { TeamSwitcher } from '../teams/team-switcher.tsx';
import { useWords } from '../words/words-context.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { useFrame } from './frame-context.ts';
import { TopBarMenus } from './top-bar-menus.tsx';

export function TopBar() {
  const { me, openPalette } = useFrame();
  const say = useWords('frame');
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b bg-background px-4 md:px-6">
      <span className="-ms-1.5 md:hidden">
        <TeamSwitcher folded />
      </span>
      <Breadcrumb />
      <div className="ms-auto flex shrink-0 items-center gap-1">
        <Button
          onClick={openPalette}
          aria-keyshortcuts="Meta+K Control+K"
          className="me-1 hidden w-56 justify-start px-2.5 font-normal text-muted lg:inline-flex"
        >
          <Search aria-hidden="true" />
          {say('search')}
          <span className="ms-auto flex gap-1">
            <Kbd>⌘</Kbd>
            <Kbd>K</Kbd>
          </span>
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={say('search')}
          onClick={openPalette}
          className="hidden md:inline-flex lg:hidden"
        >
          <Search aria-hidden="true" />
        </Button>
        {me.environment === 'local' ? (
          <span
            title={say('localWhy')}
            className="me-1 inline-flex h-6 items-center gap-1.5 rounded-sm bg-info-soft px-1.5 font-medium text-info text-xs max-sm:hidden"
          >
            <Laptop aria-hidden="true" className="size-3.5" />
            {say('local')}
          </span>
        ) : null}
        <TopBarMenus />
      </div>
    </header>
  );
}

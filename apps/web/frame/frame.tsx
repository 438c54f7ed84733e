'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import type { Me } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { BottomBar } from './bottom-bar.tsx';
import { FrameContext } from './frame-context.ts';
import { Rail } from './rail.tsx';
import { railCookie } from './rail-cookie.ts';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { writePreference } from './write-preference.ts';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((module) => module.CommandPalette));
const ShortcutsDialog = dynamic(() =>
  import('./shortcuts-dialog.tsx').then((module) => module.ShortcutsDialog),
);

// After the page itself, and on no list of what a page loads first.
const TeamWatch = dynamic(() => import('../teams/team-watch.tsx').then((module) => module.TeamWatch), {
  ssr: false,
});

const QuotaBanner = dynamic(() => import('../usage/quota-banner.tsx').then((module) => module.QuotaBanner), {
  ssr: false,
});

export interface FrameProps {
  me: Me;
  /** As `FrameState` says. */
  icons: Readonly<Record<string, ReactNode>>;
  /** How the rail was left, as the server read it from the cookie. */
  initiallyCollapsed: boolean;
  children: ReactNode;
}

/** The workshop around every page of a team: rail, top bar, palette and keys. */
export function Frame({ me, icons, initiallyCollapsed, children }: FrameProps) {
  const say = useWords('frame');
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const state = useMemo(
    () => ({
      me,
      icons,
      openPalette: () => setPalette(true),
      openShortcuts: () => setShortcuts(true),
      railCollapsed: collapsed,
      toggleRail: () => {
        setCollapsed(!collapsed);
        writePreference(railCookie, collapsed ? 'open' : 'collapsed');
      },
    }),
    [me, icons, collapsed],
  );
  useShortcuts({ onPalette: () => setPalette((open) => !open), onShortcuts: () => setShortcuts(true) });

  return (
    <FrameContext value={state}>
      <a
        href="#content"
        className="fixed start-2 top-2 z-60 -translate-y-16 rounded-md bg-accent-solid px-3 py-2 font-medium text-on-solid text-sm focus:translate-y-0"
      >
        {say('skip')}
      </a>
      <div className="flex min-h-dvh">
        <Rail collapsed={collapsed} onToggle={state.toggleRail} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <QuotaBanner />
          <main id="content" tabIndex={-1} className="flex flex-1 flex-col pb-16 outline-none md:pb-0">
            {children}
          </main>
        </div>
      </div>
      <BottomBar />
      <TeamWatch />
      {palette ? <CommandPalette onOpenChange={setPalette} /> : null}
      {shortcuts ? <ShortcutsDialog onOpenChange={setShortcuts} /> : null}
    </FrameContext>
  );
}

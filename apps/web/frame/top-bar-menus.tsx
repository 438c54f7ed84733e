'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { displayName } from './display-name.ts';
import { useFrame } from './frame-context.ts';
import { ThemeButton, UserButton } from './menu-buttons.tsx';

const ThemeMenu = dynamic(() => import('./theme-menu.tsx').then((module) => module.ThemeMenu), {
  loading: () => <ThemeButton />,
});
const UserMenu = dynamic(() => import('./user-menu.tsx').then((module) => module.UserMenu), {
  loading: () => <LoadingUserButton />,
});

/** Buttons that become menus when first pressed; until then the page does without the menus' code. */
export function TopBarMenus() {
  const { me } = useFrame();
  const [theme, setTheme] = useState(false);
  const [user, setUser] = useState(false);
  return (
    <>
      {theme ? <ThemeMenu /> : <ThemeButton onClick={() => setTheme(true)} />}
      {user ? <UserMenu /> : <UserButton name={displayName(me)} onClick={() => setUser(true)} />}
    </>
  );
}

function LoadingUserButton() {
  return <UserButton name={displayName(useFrame().me)} />;
}

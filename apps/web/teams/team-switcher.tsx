'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { TeamButton } from './team-button.tsx';

const TeamMenu = dynamic(() => import('./team-menu.tsx').then((module) => module.TeamMenu), {
  loading: () => <FoldedButton />,
});

function FoldedButton() {
  const { me } = useFrame();
  return <TeamButton name={me.team.name} invitations={me.invitations} folded />;
}

/** A button that becomes a menu when first pressed. */
export function TeamSwitcher({ folded }: { folded: boolean }) {
  const { me } = useFrame();
  const [open, setOpen] = useState(false);
  if (open) return <TeamMenu folded={folded} />;
  return (
    <TeamButton
      name={me.team.name}
      invitations={me.invitations}
      folded={folded}
      onClick={() => setOpen(true)}
    />
  );
}

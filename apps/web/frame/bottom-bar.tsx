'use client';

import { cn } from '@agent-factory/ui';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { PendingBadge } from '../approvals/pending-badge.tsx';
import { useWords } from '../words/words-context.ts';
import { useFrame } from './frame-context.ts';
import { isHere, places } from './places.ts';

const slot =
  'flex h-14 flex-1 flex-col items-center justify-center gap-1 text-xs font-medium transition-colors';

/** The rail of small screens. What has no room in it is named by the palette. */
export function BottomBar() {
  const { me, icons, openPalette } = useFrame();
  const say = useWords('frame');
  const pathname = usePathname();
  const { main } = places(me.environment);
  return (
    <nav
      aria-label={say('workspaceSmall')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {main
        .filter((place) => place.wide !== true)
        .map((place) => {
          const here = isHere(place, pathname);
          return (
            <Link
              key={place.href}
              href={place.href}
              aria-current={here ? 'page' : undefined}
              className={cn(slot, here ? 'text-accent' : 'text-muted')}
            >
              <span className="relative">
                <span className="block size-5">{icons[place.href]}</span>
                {place.counts ? <PendingBadge className="absolute -top-1.5 start-3" /> : null}
              </span>
              {say(place.name)}
            </Link>
          );
        })}
      <button type="button" onClick={openPalette} className={cn(slot, 'text-muted')}>
        <Ellipsis aria-hidden="true" className="size-5" />
        {say('more')}
      </button>
    </nav>
  );
}

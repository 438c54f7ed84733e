'use client';

import { Button, cn } from '@agent-factory/ui';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { PendingBadge } from '../approvals/pending-badge.tsx';
import { TeamSwitcher } from '../teams/team-switcher.tsx';
import { useWords } from '../words/words-context.ts';
import { useFrame } from './frame-context.ts';
import { isHere, type Place, places } from './places.ts';

export function Rail({ collapsed, onToggle }: { collapsed: boolean; onToggle: () => void }) {
  const { me } = useFrame();
  const say = useWords('frame');
  const pathname = usePathname();
  const { main, more } = places(me.environment);
  const toggleLabel = say(collapsed ? 'expandSidebar' : 'collapseSidebar');

  return (
    <nav
      aria-label={say('workspace')}
      data-collapsed={collapsed}
      className={cn(
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-e bg-background transition-[width] md:flex',
        collapsed ? 'w-16' : 'w-60',
      )}
    >
      <div className={cn('flex h-12 items-center border-b', collapsed ? 'justify-center' : 'px-2.5')}>
        <TeamSwitcher folded={collapsed} />
      </div>
      <div className="flex flex-1 flex-col gap-4 overflow-y-auto p-3">
        <RailGroup places={main} pathname={pathname} collapsed={collapsed} />
        <RailGroup places={more} pathname={pathname} collapsed={collapsed} className="mt-auto" />
      </div>
      <div className={cn('flex border-t p-3', collapsed ? 'justify-center' : 'justify-end')}>
        <Button variant="ghost" size="icon" aria-label={toggleLabel} title={toggleLabel} onClick={onToggle}>
          {collapsed ? <PanelLeftOpen aria-hidden="true" /> : <PanelLeftClose aria-hidden="true" />}
        </Button>
      </div>
    </nav>
  );
}

interface RailGroupProps {
  places: Place[];
  pathname: string;
  collapsed: boolean;
  className?: string;
}

function RailGroup({ places: entries, pathname, collapsed, className }: RailGroupProps) {
  const { icons } = useFrame();
  const say = useWords('frame');
  return (
    <ul className={cn('flex flex-col gap-0.5', className)}>
      {entries.map((place) => {
        const here = isHere(place, pathname);
        return (
          <li key={place.href}>
            <Link
              href={place.href}
              aria-current={here ? 'page' : undefined}
              title={collapsed ? say(place.name) : undefined}
              className={cn(
                'relative flex h-8 items-center gap-2.5 rounded-md font-medium text-sm transition-colors',
                collapsed ? 'justify-center' : 'px-2',
                here ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-text',
              )}
            >
              <span className="size-4 shrink-0">{icons[place.href]}</span>
              <span className={collapsed ? 'sr-only' : 'truncate'}>{say(place.name)}</span>
              {place.counts ? (
                <PendingBadge className={collapsed ? 'absolute top-0 end-0' : 'ms-auto'} />
              ) : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

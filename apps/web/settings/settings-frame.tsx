'use client';

import { cn } from '@agent-factory/ui';
import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.ts';
import { type SettingsPlace, settingsPlaces } from './places.ts';

/** The settings' own navigation beside each of their pages; on small screens it folds into one line above it. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const say = useWords('frame');
  const pathname = usePathname();
  const here = settingsPlaces.flatMap(({ places }) => places).find(({ href }) => isAt(href, pathname));
  return (
    <div className="mx-auto flex w-full max-w-[1440px] flex-1 flex-col md:flex-row">
      <nav
        aria-label={say('settings')}
        className="sticky top-12 hidden w-48 shrink-0 self-start overflow-y-auto py-6 ps-6 md:block"
      >
        <Groups pathname={pathname} />
      </nav>
      {/* A new page folds it again. */}
      <details key={pathname} className="group border-b bg-surface md:hidden">
        <summary className="flex h-11 cursor-pointer list-none items-center justify-between px-4 font-medium text-sm [&::-webkit-details-marker]:hidden">
          <span>
            <span className="text-muted">{say('settings')}: </span>
            {say(here?.name ?? 'choosePage')}
          </span>
          <ChevronDown
            aria-hidden="true"
            className="size-4 text-muted transition-transform group-open:rotate-180"
          />
        </summary>
        <nav aria-label={say('settingsSmall')} className="px-2 pb-3">
          <Groups pathname={pathname} />
        </nav>
      </details>
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}

function Groups({ pathname }: { pathname: string }) {
  const say = useWords('frame');
  return settingsPlaces.map(({ title, places }) => (
    <div key={title} className="mb-4 last:mb-0">
      <p className="px-2 py-1 font-medium text-muted text-xs">{say(title)}</p>
      <ul className="flex flex-col gap-0.5">
        {places.map((place) => (
          <Entry key={place.href} place={place} here={isAt(place.href, pathname)} />
        ))}
      </ul>
    </div>
  ));
}

function Entry({ place, here }: { place: SettingsPlace; here: boolean }) {
  const say = useWords('frame');
  return (
    <li>
      <Link
        href={place.href}
        aria-current={here ? 'page' : undefined}
        className={cn(
          'flex h-8 items-center rounded-md px-2 font-medium text-sm transition-colors max-md:h-10',
          here ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-text',
        )}
      >
        {say(place.name)}
      </Link>
    </li>
  );
}

function isAt(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

'use client';

import { cn } from '@agent-factory/ui';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';

/** Which of a page's tabs its address names; the first one where it names none. */
export function useTab<T extends string>(tabs: Readonly<Record<T, string>>): T {
  const wanted = useSearchParams().get('tab');
  const keys = Object.keys(tabs) as T[];
  return keys.find((key) => key === wanted) ?? (keys[0] as T);
}

export interface TabLinksProps<T extends string> {
  label: string;
  /** Each by its word in the address; the first one needs none. */
  tabs: Readonly<Record<T, string>>;
  here: T;
  /** Of the page: "/studio". */
  path: string;
}

/** The parts of a page, each with an address of its own. On small screens they are moved sideways. */
export function TabLinks<T extends string>({ label, tabs, here, path }: TabLinksProps<T>) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-4 overflow-x-auto border-b">
      {(Object.entries(tabs) as [T, string][]).map(([key, name], index) => (
        <Link
          key={key}
          href={index === 0 ? path : `${path}?tab=${key}`}
          aria-current={key === here ? 'page' : undefined}
          className={cn(
            'inline-flex h-9 shrink-0 items-center border-b-2 text-sm transition-colors hover:text-text',
            key === here ? 'border-accent text-text' : 'border-transparent text-muted',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

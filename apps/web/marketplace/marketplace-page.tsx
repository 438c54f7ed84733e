'use client';

import { Button, Select } from '@agent-factory/ui';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useVisitor } from '../frame/frame-context.ts';
import { Page } from '../frame/page.tsx';
import { useWords } from '../words/words-context.ts';
import { type BrowseFilter, browseAddress, readBrowse, sortNames } from './browse-filter.ts';
import { CardsSkeleton } from './cards-skeleton.tsx';
import { SearchBox } from './search-box.tsx';

// After the frame, which is nearly all that a page may load first.
const TemplateGrid = dynamic(() => import('./template-grid.tsx').then((module) => module.TemplateGrid), {
  ssr: false,
  loading: () => <CardsSkeleton />,
});
const CategoryList = dynamic(() => import('./category-list.tsx').then((module) => module.CategoryList), {
  ssr: false,
  loading: () => <div className="hidden w-44 shrink-0 lg:block" />,
});
const CategorySelect = dynamic(() => import('./category-list.tsx').then((module) => module.CategorySelect), {
  ssr: false,
  loading: () => <span className="h-9 w-40 lg:hidden" />,
});

const byItself = 'auto';
const nothing: BrowseFilter = { q: '', category: null, sort: null, free: false };

/** Templates to look for, by words and by category; works for strangers too. What is looked at stands in the address. */
export function MarketplacePage() {
  const say = useWords('market');
  const me = useVisitor();
  const filter = readBrowse(useSearchParams());

  // The address alone changes: there is nothing that the server would have to say to it.
  function show(change: Partial<BrowseFilter>, how: 'pushState' | 'replaceState' = 'pushState'): void {
    window.history[how](null, '', browseAddress({ ...filter, ...change }));
  }

  return (
    <Page
      title={say('title')}
      description={say('description')}
      actions={
        me === null ? (
          <Button asChild variant="primary">
            <Link href="/sign-in?next=/marketplace">{say('signInToBuy')}</Link>
          </Button>
        ) : (
          <>
            <Button asChild>
              <Link href="/library">{say('library')}</Link>
            </Button>
            <Button asChild>
              <Link href="/studio">{say('studio')}</Link>
            </Button>
          </>
        )
      }
    >
      <div className="mb-5 flex flex-wrap items-center gap-2">
        <SearchBox value={filter.q} onChange={(q) => show({ q }, 'replaceState')} />
        <label className="flex h-9 shrink-0 items-center gap-2 px-1 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent-solid"
            checked={filter.free}
            onChange={(event) => show({ free: event.target.checked })}
          />
          {say('free')}
        </label>
        <div className="flex min-w-0 items-center gap-2 max-sm:w-full max-sm:[&>*]:flex-1">
          <CategorySelect chosen={filter.category} onChoose={(category) => show({ category })} />
          <Select
            aria-label={say('sort')}
            value={filter.sort ?? byItself}
            onValueChange={(value) => {
              const { sort } = readBrowse(new URLSearchParams({ sort: value }));
              show({ sort });
            }}
            options={[
              { value: byItself, label: say(filter.q === '' ? 'popular' : 'relevance') },
              ...Object.entries(sortNames)
                .filter(([value]) => value !== (filter.q === '' ? 'popular' : 'relevance'))
                .filter(([value]) => filter.q !== '' || value !== 'relevance')
                .map(([value, name]) => ({ value, label: say(name) })),
            ]}
          />
        </div>
      </div>
      <div className="flex gap-6">
        <CategoryList chosen={filter.category} onChoose={(category) => show({ category })} />
        <div className="min-w-0 flex-1">
          <TemplateGrid filter={filter} onClear={() => show(nothing)} />
        </div>
      </div>
    </Page>
  );
}

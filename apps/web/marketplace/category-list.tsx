'use client';

import type { TemplateCategory } from '@agent-factory/contracts';
import { cn, Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import { categoryOptions, isCategory } from './category-labels.ts';

export interface CategoryListProps {
  chosen: TemplateCategory | null;
  onChoose: (category: TemplateCategory | null) => void;
}

const all = 'all';

/** The categories beside the cards, with how much each holds. */
export function CategoryList({ chosen, onChoose }: CategoryListProps) {
  const say = useWords('market');
  const trpc = useTRPC();
  const facets = useQuery(trpc.marketplace.facets.queryOptions(undefined, { staleTime: 60_000 }));
  const counts = new Map(facets.data?.categories.map(({ category, count }) => [category, count]));
  return (
    <nav aria-label={say('categories')} className="sticky top-16 hidden w-44 shrink-0 self-start lg:block">
      <ul className="flex flex-col gap-0.5">
        <Entry label={say('all')} here={chosen === null} onChoose={() => onChoose(null)} />
        {categoryOptions(say).map(({ value, label }) =>
          isCategory(value) ? (
            <Entry
              key={value}
              label={label}
              count={counts.get(value)}
              here={chosen === value}
              onChoose={() => onChoose(value)}
            />
          ) : null,
        )}
      </ul>
    </nav>
  );
}

/** The same on small screens. */
export function CategorySelect({ chosen, onChoose }: CategoryListProps) {
  const say = useWords('market');
  return (
    <Select
      aria-label={say('category')}
      className="lg:hidden"
      value={chosen ?? all}
      onValueChange={(value) => onChoose(isCategory(value) ? value : null)}
      options={[{ value: all, label: say('allCategories') }, ...categoryOptions(say)]}
    />
  );
}

interface EntryProps {
  label: string;
  count?: number | undefined;
  here: boolean;
  onChoose: () => void;
}

function Entry({ label, count, here, onChoose }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={here}
        onClick={onChoose}
        className={cn(
          'flex h-8 w-full items-center justify-between gap-2 rounded-md px-2 text-start font-medium text-sm transition-colors',
          here ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-text',
        )}
      >
        <span className="truncate">{label}</span>
        {count === undefined ? null : <span className="text-xs tabular-nums">{count}</span>}
      </button>
    </li>
  );
}

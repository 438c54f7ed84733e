'use client';

import type { TemplateCategory } from '@agent-factory/contracts';
import { cn, Select } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import { categoryLabels, categoryOptions, isCategory } from './category-labels.ts';

export interface CategoryListProps {
  chosen: TemplateCategory | null;
  onChoose: (category: TemplateCategory | null) => void;
}

const all = 'all';

/** The categories beside the cards, with how much each holds. */
export function CategoryList({ chosen, onChoose }: CategoryListProps) {
  const trpc = useTRPC();
  const facets = useQuery(trpc.marketplace.facets.queryOptions(undefined, { staleTime: 60_000 }));
  const counts = new Map(facets.data?.categories.map(({ category, count }) => [category, count]));
  return (
    <nav aria-label="Categories" className="sticky top-16 hidden w-44 shrink-0 self-start lg:block">
      <ul className="flex flex-col gap-0.5">
        <Entry label="All" here={chosen === null} onChoose={() => onChoose(null)} />
        {categoryOptions.map(({ value, label }) =>
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
  return (
    <Select
      aria-label="Category"
      className="lg:hidden"
      value={chosen ?? all}
      onValueChange={(value) => onChoose(isCategory(value) ? value : null)}
      options={[
        { value: all, label: 'All categories' },
        ...Object.entries(categoryLabels).map(([value, label]) => ({ value, label })),
      ]}
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

import type { TemplateCategory, TemplateSort } from '@agent-factory/contracts';
import type { PlainKey } from '../words/translator.ts';
import { isCategory } from './category-labels.ts';

/** What of the marketplace is looked at. All of it stands in the address. */
export interface BrowseFilter {
  q: string;
  category: TemplateCategory | null;
  sort: TemplateSort | null;
  free: boolean;
}

/** Null sorts by itself: by relevance where something is asked for, else by popularity. */
export const sortNames: Readonly<Record<TemplateSort, PlainKey<'market'>>> = {
  relevance: 'relevance',
  popular: 'popular',
  recent: 'recent',
  rating: 'rated',
  cost: 'cheapest',
  price: 'lowest',
};

const longestQuery = 200;

export function readBrowse(search: Pick<URLSearchParams, 'get'>): BrowseFilter {
  const category = search.get('category');
  const sort = search.get('sort');
  return {
    q: (search.get('q') ?? '').slice(0, longestQuery),
    category: isCategory(category) ? category : null,
    sort: isSort(sort) ? sort : null,
    free: search.get('free') === '1',
  };
}

/** The address of what is looked at; what goes without saying is left out. */
export function browseAddress({ q, category, sort, free }: BrowseFilter): string {
  const query = new URLSearchParams();
  if (q.trim() !== '') query.set('q', q);
  if (category !== null) query.set('category', category);
  if (sort !== null) query.set('sort', sort);
  if (free) query.set('free', '1');
  const text = query.toString();
  return text === '' ? '/marketplace' : `/marketplace?${text}`;
}

function isSort(text: string | null): text is TemplateSort {
  return text !== null && Object.hasOwn(sortNames, text);
}

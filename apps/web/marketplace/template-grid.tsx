'use client';

import { Button, EmptyState, Panel } from '@agent-factory/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SearchX, Store } from 'lucide-react';
import Link from 'next/link';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useWords } from '../words/words-context.ts';
import type { BrowseFilter } from './browse-filter.ts';
import { CardsSkeleton, gridStyles } from './cards-skeleton.tsx';
import { TemplateCardView } from './template-card.tsx';

const pageSize = 24;

/** What is offered and fits what is asked for. While new words are looked for, what was found before stays. */
export function TemplateGrid({ filter, onClear }: { filter: BrowseFilter; onClear: () => void }) {
  const say = useWords('market');
  const trpc = useTRPC();
  const { q, category, sort, free } = filter;
  const templates = useInfiniteQuery(
    trpc.marketplace.search.infiniteQueryOptions(
      {
        limit: pageSize,
        ...(q.trim() === '' ? {} : { q }),
        ...(category === null ? {} : { category }),
        ...(sort === null ? {} : { sort }),
        ...(free ? { free } : {}),
      },
      {
        getNextPageParam: (page) => page.next_cursor ?? undefined,
        placeholderData: keepPreviousData,
        staleTime: 30_000,
      },
    ),
  );
  const items = templates.data?.pages.flatMap((page) => page.items);
  const asked = q.trim() !== '' || category !== null || free;

  if (templates.isPending) return <CardsSkeleton />;
  if (items === undefined) {
    return (
      <Panel>
        <ApiErrorState error={templates.error} title={say('failed')} onRetry={() => templates.refetch()} />
      </Panel>
    );
  }
  if (items.length === 0 && asked) {
    return (
      <Panel>
        <EmptyState
          icon={SearchX}
          title={say('nothingFits')}
          description={q.trim() === '' ? say('nothingListed') : say('nothingFor', { words: q.trim() })}
          action={<Button onClick={onClear}>{say('showAll')}</Button>}
        />
      </Panel>
    );
  }
  if (items.length === 0) {
    return (
      <Panel>
        <EmptyState
          icon={Store}
          title={say('none')}
          description={say('noneHint')}
          action={
            <Button asChild variant="primary">
              <Link href="/studio">{say('offer')}</Link>
            </Button>
          }
        />
      </Panel>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <ul aria-label={say('templates')} aria-busy={templates.isPlaceholderData} className={gridStyles}>
        {items.map((card) => (
          <TemplateCardView key={card.id} card={card} />
        ))}
      </ul>
      {templates.hasNextPage ? (
        <Button
          className="self-center"
          onClick={() => templates.fetchNextPage()}
          loading={templates.isFetchingNextPage}
        >
          {say('showMore')}
        </Button>
      ) : null}
    </div>
  );
}

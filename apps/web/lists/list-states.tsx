'use client';

import { Button, EmptyState } from '@agent-factory/ui';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useWords } from '../words/words-context.ts';
import { RowsSkeleton } from './rows-skeleton.tsx';

export interface ListStatesProps<T> {
  /** As it stands in a sentence: "the payouts". */
  noun: string;
  query: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  /** Undefined while nothing has come. */
  items: readonly T[] | undefined;
  empty: { icon: LucideIcon; title: string; description: string; action?: ReactNode };
  children: (items: readonly T[]) => ReactNode;
}

/** What a list shows while it loads, when it failed, when there is nothing, and at last its rows. */
export function ListStates<T>({ noun, query, items, empty, children }: ListStatesProps<T>) {
  if (items === undefined) {
    if (!query.isError) return <RowsSkeleton label={`Loading ${noun}`} />;
    const name = noun.charAt(0).toUpperCase() + noun.slice(1);
    return (
      <ApiErrorState
        error={query.error}
        title={`${name} could not be loaded`}
        onRetry={() => query.refetch()}
      />
    );
  }
  return items.length === 0 ? <EmptyState {...empty} className="py-10" /> : children(items);
}

export interface ShowOlderProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Below a list that goes on. */
export function ShowOlder({ query }: ShowOlderProps) {
  const say = useWords('parts');
  if (!query.hasNextPage) return null;
  return (
    <div className="border-t p-3 text-center">
      <Button onClick={() => query.fetchNextPage()} loading={query.isFetchingNextPage}>
        {say('showOlder')}
      </Button>
    </div>
  );
}

'use client';

import { Button, EmptyState, Panel } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { Page } from '../frame/page.tsx';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';

const loading = () => <RowsSkeleton label="Loading the library" />;
const LibraryRows = dynamic(() => import('./library-rows.tsx').then((module) => module.LibraryRows), {
  ssr: false,
  loading,
});

/** The templates that the team owns: where each is deployed, what is newer, and what can still be given back. */
export function LibraryPage() {
  const trpc = useTRPC();
  const library = useQuery(trpc.marketplace.library.queryOptions());
  const items = library.data?.items;
  return (
    <Page
      title="Library"
      description="Templates that your team owns, and the agents that were made of them."
      actions={
        <Button asChild>
          <Link href="/marketplace">Marketplace</Link>
        </Button>
      }
    >
      <Panel aria-label="Library" aria-busy={library.isPending}>
        {library.isPending ? loading() : null}
        {library.isError && items === undefined ? (
          <ApiErrorState
            error={library.error}
            title="The library could not be loaded"
            onRetry={() => library.refetch()}
          />
        ) : null}
        {items?.length === 0 ? (
          <EmptyState
            icon={Store}
            title="Your team owns no templates"
            description="What it gets in the marketplace stands here, with its updates and receipts."
            action={
              <Button asChild variant="primary">
                <Link href="/marketplace">Look around</Link>
              </Button>
            }
          />
        ) : null}
        {items !== undefined && items.length > 0 ? <LibraryRows items={items} /> : null}
      </Panel>
    </Page>
  );
}

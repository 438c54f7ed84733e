'use client';

import { Button, EmptyState, Panel, Skeleton } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListFilter, ScrollText } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import { apiFilter, readFilter } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';

const here = '/settings/audit';

/** The log, newest first; what it is filtered by stands in the address. */
export function AuditPanel() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const filter = readFilter(useSearchParams());
  const asked = apiFilter(filter);
  const filtered = Object.keys(filter).length > 0;
  const entries = useInfiniteQuery({
    queryKey: trpc.audit.list.infiniteQueryKey(asked),
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query(
        { limit: 50, ...asked, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = entries.data?.pages.flatMap((page) => page.items);
  return (
    <Panel aria-label="Entries" aria-busy={entries.isPending}>
      <AuditFilters filter={filter} />
      {entries.isPending ? (
        <div className="flex flex-col gap-4 p-4">
          <span className="sr-only">Loading the log</span>
          {['a', 'b', 'c', 'd', 'e'].map((key) => (
            <Skeleton key={key} className="h-5" />
          ))}
        </div>
      ) : null}
      {entries.isError && items === undefined ? (
        <ApiErrorState
          error={entries.error}
          title="The log could not be loaded"
          onRetry={() => entries.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={filtered ? ListFilter : ScrollText}
          title={filtered ? 'No entries like that' : 'Nothing done yet'}
          description={
            filtered
              ? 'Nothing in the log matches these filters.'
              : 'Whoever creates, changes or deletes something in this team leaves a line here.'
          }
          action={
            filtered ? (
              <Button onClick={() => router.replace(here, { scroll: false })}>Show everything</Button>
            ) : undefined
          }
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ul>
      ) : null}
      {entries.hasNextPage ? (
        <div className="border-t p-2">
          <Button
            variant="ghost"
            className="w-full"
            loading={entries.isFetchingNextPage}
            onClick={() => entries.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

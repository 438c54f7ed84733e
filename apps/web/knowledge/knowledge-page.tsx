'use client';

import { Button, cn, EmptyState, Panel, Skeleton } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Library } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Page } from '../frame/page.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import type { Document } from '../trpc/outputs.ts';
import { DocumentRow, documentColumns } from './document-row.tsx';
import { DropZone } from './drop-zone.tsx';

const TrySearch = dynamic(() => import('./try-search.tsx').then((module) => module.TrySearch));
const DeleteDocumentDialog = dynamic(() =>
  import('./delete-document-dialog.tsx').then((module) => module.DeleteDocumentDialog),
);
/** While one of them is being read. */
const refreshMs = 2_000;

/** The documents that the team's agents may look things up in. */
export function KnowledgePage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [deleting, setDeleting] = useState<Document | null>(null);
  const documents = useInfiniteQuery({
    queryKey: trpc.documents.list.infiniteQueryKey({}),
    queryFn: ({ pageParam, signal }) =>
      client.documents.list.query({ limit: 25, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(({ status }) => status === 'queued'))
        ? refreshMs
        : false,
  });
  const items = documents.data?.pages.flatMap((page) => page.items);

  return (
    <Page
      title="Knowledge"
      description="Documents that your agents look things up in, with the tool knowledge_search."
    >
      <DropZone />
      <Panel aria-busy={documents.isPending} aria-label="Documents">
        {documents.isPending ? <RowsSkeleton /> : null}
        {documents.isError && items === undefined ? (
          <ApiErrorState
            error={documents.error}
            title="The documents could not be loaded"
            onRetry={() => documents.refetch()}
          />
        ) : null}
        {items?.length === 0 ? (
          <EmptyState
            icon={Library}
            title="No documents yet"
            description="Upload handbooks, price lists or policies. Agents answer from them and say where they found it."
          />
        ) : null}
        {items && items.length > 0 ? (
          <>
            <div
              aria-hidden="true"
              className={cn(documentColumns, 'hidden h-9 border-b px-4 text-muted text-xs md:grid')}
            >
              <span>Document</span>
              <span>Status</span>
              <span>Format</span>
              <span className="text-end">Size</span>
              <span className="text-end">Passages</span>
              <span className="text-end">Uploaded</span>
              <span />
            </div>
            <ul className="divide-y divide-border">
              {items.map((document) => (
                <DocumentRow key={document.id} document={document} onDelete={() => setDeleting(document)} />
              ))}
            </ul>
          </>
        ) : null}
      </Panel>
      {documents.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button loading={documents.isFetchingNextPage} onClick={() => documents.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
      {items && items.length > 0 ? <TrySearch /> : null}
      {deleting === null ? null : (
        <DeleteDocumentDialog document={deleting} onClose={() => setDeleting(null)} />
      )}
    </Page>
  );
}

function RowsSkeleton() {
  return (
    <ul aria-label="Loading documents" className="divide-y divide-border">
      {['a', 'b', 'c'].map((key) => (
        <li key={key} className="px-4 py-3">
          <Skeleton className="h-5 w-2/3" />
        </li>
      ))}
    </ul>
  );
}

'use client';

import { Button, Input, Panel, PanelHeader, Skeleton } from '@agent-factory/ui';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Passage } from '../trpc/outputs.ts';

const foundBy = { words: 'by its words', spelling: 'by its spelling', meaning: 'by its meaning' } as const;

/** Asks the documents what agents would ask them, and shows what they would find. */
export function TrySearch() {
  const trpc = useTRPC();
  const [draft, setDraft] = useState('');
  const [query, setQuery] = useState<string | null>(null);
  const search = useQuery(
    trpc.documents.search.queryOptions(query === null ? skipToken : { query, limit: 5 }, {
      placeholderData: keepPreviousData,
    }),
  );
  const items = search.data?.items;
  return (
    <Panel aria-label="Try a search" className="mt-5">
      <PanelHeader
        title="Try a search"
        description="What an agent with the tool knowledge_search would find"
      />
      <form
        className="flex gap-2 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.trim() !== '') setQuery(draft.trim());
        }}
      >
        <Input
          type="search"
          aria-label="Search the documents"
          placeholder="How long do refunds take?"
          maxLength={1_000}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit" variant="primary" className="h-9" loading={search.isFetching}>
          {search.isFetching ? null : <Search aria-hidden="true" />}
          Search
        </Button>
      </form>
      <div aria-live="polite" aria-busy={search.isFetching}>
        {query !== null && search.isPending ? <Skeleton className="mx-4 mb-4 h-20" /> : null}
        {search.isError && items === undefined ? (
          <ApiErrorState error={search.error} title="The search failed" onRetry={() => search.refetch()} />
        ) : null}
        {items?.length === 0 ? (
          <p className="px-4 pb-4 text-muted text-sm">
            Nothing was found. Try the words that a document would use.
          </p>
        ) : null}
        {items && items.length > 0 ? (
          <ol aria-label="Passages found" className="divide-y divide-border border-t">
            {items.map((passage) => (
              <PassageItem key={`${passage.document_id}:${passage.position}`} passage={passage} />
            ))}
          </ol>
        ) : null}
      </div>
    </Panel>
  );
}

function PassageItem({ passage }: { passage: Passage }) {
  const { title, heading, page, text, found_by } = passage;
  const place = [title, heading, page === null ? '' : `page ${page}`]
    .filter((part) => part !== '')
    .join(' › ');
  return (
    <li className="px-4 py-3">
      <p className="flex flex-wrap justify-between gap-x-4 text-xs">
        <span className="font-medium [overflow-wrap:anywhere]">{place}</span>
        <span className="text-muted">{found_by.map((how) => foundBy[how]).join(', ')}</span>
      </p>
      <p className="mt-1 line-clamp-4 whitespace-pre-line text-muted text-sm [overflow-wrap:anywhere]">
        {text}
      </p>
    </li>
  );
}

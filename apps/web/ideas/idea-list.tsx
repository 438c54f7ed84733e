'use client';

import { Button, EmptyState, Money, Panel, PanelHeader, RelativeTime, StatusChip } from '@agent-factory/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Lightbulb } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { RowsSkeleton } from '../lists/rows-skeleton.tsx';
import { ApiErrorState } from '../trpc/api-error-state.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Idea } from '../trpc/outputs.ts';
import { maxComparedIdeas } from './compared-at-most.ts';
import { VerdictChip } from './verdict-chip.tsx';

const refreshMs = 5_000;

/** All ideas of the team, newest first; some of them can be put side by side. */
export function IdeaList() {
  const trpc = useTRPC();
  const router = useRouter();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const ideas = useInfiniteQuery(
    trpc.ideas.list.infiniteQueryOptions(
      { limit: 20 },
      {
        getNextPageParam: (page) => page.next_cursor ?? undefined,
        refetchInterval: ({ state }) =>
          state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'researching'))
            ? refreshMs
            : false,
      },
    ),
  );
  const items = ideas.data?.pages.flatMap((page) => page.items);
  const choose = (id: string, on: boolean) =>
    setChosen((before) => (on ? [...before, id] : before.filter((each) => each !== id)));

  return (
    <Panel aria-label="Ideas" aria-busy={ideas.isPending}>
      <PanelHeader
        title="Ideas"
        description="Choose two or more to see them side by side"
        actions={
          chosen.length > 1 ? (
            <Button onClick={() => router.push(`/ideas?compare=${chosen.join(',')}`)}>
              Compare {chosen.length}
            </Button>
          ) : null
        }
      />
      {ideas.isPending ? <RowsSkeleton label="Loading the ideas" /> : null}
      {ideas.isError && items === undefined ? (
        <ApiErrorState
          error={ideas.error}
          title="The ideas could not be loaded"
          onRetry={() => ideas.refetch()}
        />
      ) : null}
      {items?.length === 0 ? (
        <EmptyState
          icon={Lightbulb}
          title="No ideas yet"
          description="Write one down above. In a few minutes you know whether evidence speaks for it."
          className="py-10"
        />
      ) : null}
      {items && items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((idea) => (
            <IdeaRow
              key={idea.idea_id}
              idea={idea}
              chosen={chosen.includes(idea.idea_id)}
              full={chosen.length >= maxComparedIdeas}
              onChoose={(on) => choose(idea.idea_id, on)}
            />
          ))}
        </ul>
      ) : null}
      {ideas.hasNextPage ? (
        <div className="border-t p-3 text-center">
          <Button onClick={() => ideas.fetchNextPage()} loading={ideas.isFetchingNextPage}>
            Show older
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function IdeaRow({
  idea,
  chosen,
  full,
  onChoose,
}: {
  idea: Idea;
  chosen: boolean;
  full: boolean;
  onChoose: (on: boolean) => void;
}) {
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <input
        type="checkbox"
        aria-label={`Compare: ${idea.idea.slice(0, 60)}`}
        className="mt-1 size-4 shrink-0 accent-accent-solid"
        checked={chosen}
        disabled={full && !chosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="min-w-0 flex-1">
        <Link
          href={`/ideas/${idea.idea_id}`}
          data-list-entry
          className="line-clamp-2 break-words font-medium text-sm underline-offset-2 hover:underline"
        >
          {idea.idea}
        </Link>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted text-xs">
          <RelativeTime iso={idea.created_at} />
          <Money usd={idea.cost} />
          {idea.shared_at === null ? null : <span>Shared</span>}
        </p>
      </div>
      {idea.evaluation === null ? (
        <StatusChip status={idea.run_status ?? 'cancelled'} />
      ) : (
        <VerdictChip verdict={idea.evaluation.verdict} />
      )}
    </li>
  );
}

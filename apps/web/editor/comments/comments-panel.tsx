'use client';

import { Button, EmptyState, Select, Skeleton, useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MessageSquare, MessageSquarePlus } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { useFrame } from '../../frame/frame-context.ts';
import { ApiErrorState } from '../../trpc/api-error-state.tsx';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import type { Agent } from '../../trpc/outputs.ts';
import { useEditor } from '../editor-context.ts';
import { useLive } from '../live/live-context.ts';
import { sayPlace } from '../live/say-place.ts';
import { useCommentStore, useCommentView } from './comment-context.ts';
import { CommentForm } from './comment-form.tsx';
import { mentionables } from './mention-text.ts';
import { type PlacedThread, placeThreads } from './place-threads.ts';
import { ThreadCard } from './thread-card.tsx';
import { useBeginComment } from './use-begin-comment.ts';
import { useThreads } from './use-comments.ts';

const filters = ['open', 'unread', 'resolved'] as const;
type Filter = (typeof filters)[number];

export interface CommentsPanelProps {
  agent: Agent;
  /** Leads to a place of the spec, in a view that shows it. */
  onShow: (place: PlacedThread) => void;
}

/** What people say about the spec, in the order in which it stands there. */
export function CommentsPanel({ agent, onShow }: CommentsPanelProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const comments = useCommentStore();
  const begin = useBeginComment();
  const placed = useCommentView((view) => view.placed);
  const placing = useCommentView((view) => view.placing);
  const chosen = useCommentView((view) => view.chosen);
  // What is chosen in whichever view: also for who has no keyboard.
  const selected = useEditor((state) => state.selection?.path) ?? [];
  const asked = useSearchParams().get('comments');
  const filter = filters.find((each) => each === asked) ?? 'open';
  const { me } = useFrame();
  const members = useQuery(trpc.members.list.queryOptions(undefined, { staleTime: 60_000 }));
  const people = mentionables(members.data?.items ?? []);
  const open = useThreads(agent.id, 'open');
  const resolved = useThreads(agent.id, 'resolved', filter === 'resolved');
  const query = filter === 'resolved' ? resolved : open;
  const resolvedPlaced = useResolved(resolved.data?.pages.flatMap(({ items }) => items));
  // Those that were unread when the list was opened stay in it while they are read.
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const unread = placed.filter(({ thread }) => thread.unread).map(({ thread }) => thread.id);
  const fresh = unread.filter((id) => !seen.has(id));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh]));
  const start = useMutation(
    trpc.comments.start.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.comments.pathFilter()),
    }),
  );
  const { role } = me.team;
  const mayResolve = role !== 'viewer';
  const mayDelete = role === 'owner' || role === 'admin';

  const shown = (filter === 'resolved' ? resolvedPlaced : placed)
    .filter(({ thread }) => filter !== 'unread' || seen.has(thread.id))
    .toSorted((a, b) => whereOf(a) - whereOf(b));

  function filterBy(next: string): void {
    const params = new URLSearchParams(window.location.search);
    params.set('comments', next);
    window.history.replaceState(null, '', `?${params}`);
  }

  // A mail leads to a thread that was resolved meanwhile.
  const isElsewhere =
    chosen !== null &&
    open.isSuccess &&
    !open.hasNextPage &&
    filter === 'open' &&
    !open.data.pages.some(({ items }) => items.some(({ id }) => id === chosen));
  const [looked, setLooked] = useState<string | null>(null);
  const lookElsewhere = useEffectEvent(() => {
    if (looked !== null) return;
    setLooked(chosen);
    filterBy('resolved');
  });
  useEffect(() => {
    if (isElsewhere) lookElsewhere();
  }, [isElsewhere]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
        <Select
          size="sm"
          aria-label="Which comments"
          value={filter}
          onValueChange={filterBy}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'unread', label: unread.length === 0 ? 'Unread' : `Unread (${unread.length})` },
            { value: 'resolved', label: 'Resolved' },
          ]}
        />
        <Button size="sm" className="min-w-0" onClick={() => begin(selected)}>
          <MessageSquarePlus aria-hidden="true" />
          <span className="max-w-48 truncate">
            Comment on {selected.length === 0 ? 'the agent' : sayPlace(selected)}
          </span>
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {placing === null ? null : (
          <section aria-label="New comment" className="flex flex-col gap-2 border-b bg-surface px-4 py-3">
            <p className="text-muted text-xs">
              {placing.path === null ? 'On the agent' : `On ${sayPlace(placing.path)}`}
            </p>
            {placing.quote === '' ? null : (
              <code className="line-clamp-3 whitespace-pre-wrap break-all border-s-2 ps-2 text-xs">
                {placing.quote}
              </code>
            )}
            <CommentForm
              key={`${placing.start} ${placing.path?.join(' ')}`}
              label="Say something"
              action="Comment"
              people={people}
              autoFocus
              onSend={async (body) => {
                try {
                  const made = await start.mutateAsync({ agent_id: agent.id, place: placing, body });
                  if (filter !== 'open') filterBy('open');
                  comments.setState({ placing: null, chosen: made.id });
                  return true;
                } catch (error) {
                  toast({
                    tone: 'danger',
                    title: 'Your comment was not sent',
                    description: apiFailure(error).message,
                  });
                  return false;
                }
              }}
              onCancel={() => comments.setState({ placing: null })}
            />
          </section>
        )}
        {query.isPending ? <PanelSkeleton /> : null}
        {query.isError && query.data === undefined ? (
          <ApiErrorState
            error={query.error}
            title="The comments could not be loaded"
            onRetry={() => query.refetch()}
          />
        ) : null}
        {query.isSuccess && shown.length === 0 && placing === null ? <Nothing filter={filter} /> : null}
        {shown.map((each) => (
          <ThreadCard
            key={each.thread.id}
            placed={each}
            isChosen={each.thread.id === chosen}
            people={people}
            mayResolve={mayResolve}
            mayDelete={mayDelete}
            onChoose={() => comments.setState({ chosen: each.thread.id })}
            onShow={each.range === null && each.path === null ? null : () => onShow(each)}
          />
        ))}
        {filter === 'resolved' && resolved.hasNextPage ? (
          <div className="p-4">
            <Button
              size="sm"
              disabled={resolved.isFetchingNextPage}
              onClick={() => void resolved.fetchNextPage()}
            >
              Show more
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** Resolved ones are placed where they are looked at, and not followed while somebody types. */
function useResolved(threads: Parameters<typeof placeThreads>[0] | undefined): PlacedThread[] {
  const spec = useEditor((state) => state.spec);
  const text = useEditor((state) => state.text);
  const document = useEditor((state) => state.document);
  const documentId = useLive((view) => view.documentId);
  return threads === undefined
    ? []
    : placeThreads(threads, { doc: spec.doc, documentId, text, spec: document });
}

/** What is about the whole comes first, what is gone last. */
function whereOf({ range, isGone }: PlacedThread): number {
  if (isGone) return Number.POSITIVE_INFINITY;
  return range?.start ?? -1;
}

const words = {
  open: {
    title: 'No open comments',
    description:
      'Select something in the text and press Ctrl+Alt+M (⌘⌥M), or use the comment buttons in form and canvas.',
  },
  unread: { title: 'Nothing new', description: 'You have seen everything that others said.' },
  resolved: { title: 'Nothing resolved yet', description: 'Threads that are done are kept here.' },
} as const satisfies Record<Filter, { title: string; description: string }>;

function Nothing({ filter }: { filter: Filter }) {
  return <EmptyState icon={MessageSquare} {...words[filter]} />;
}

function PanelSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 p-4">
      <span className="sr-only">Loading the comments</span>
      {['a', 'b', 'c'].map((key) => (
        <Skeleton key={key} className="h-20 w-full rounded-md" />
      ))}
    </div>
  );
}

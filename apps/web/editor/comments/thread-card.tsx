import type { CommentThread } from '@agent-factory/contracts';
import { Button, cn, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CornerDownRight, RotateCcw, Unlink } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { apiFailure } from '../../trpc/api-failure.ts';
import { useTRPC } from '../../trpc/context.ts';
import { sayPlace } from '../live/say-place.ts';
import { CommentForm } from './comment-form.tsx';
import { CommentItem } from './comment-item.tsx';
import type { Mentionable } from './mention-text.ts';
import type { PlacedThread } from './place-threads.ts';

export interface ThreadCardProps {
  placed: PlacedThread;
  isChosen: boolean;
  people: readonly Mentionable[];
  /** Of the team's editors: they resolve any thread. */
  mayResolve: boolean;
  mayDelete: boolean;
  onChoose: () => void;
  /** Leads to what it is about; null where that is nowhere. */
  onShow: (() => void) | null;
}

/** A thread: what it is about, what was said, and, once it is chosen, an answer. */
export function ThreadCard({
  placed,
  isChosen,
  people,
  mayResolve,
  mayDelete,
  onChoose,
  onShow,
}: ThreadCardProps) {
  const { thread, isGone, path } = placed;
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const settled = { onSettled: () => queryClient.invalidateQueries(trpc.comments.pathFilter()) };
  const add = useMutation(trpc.comments.add.mutationOptions(settled));
  const edit = useMutation(trpc.comments.edit.mutationOptions(settled));
  const remove = useMutation(trpc.comments.delete.mutationOptions(settled));
  const resolve = useMutation(trpc.comments.resolve.mutationOptions(settled));
  const markRead = useMutation(trpc.comments.markRead.mutationOptions(settled));

  const see = useEffectEvent(() => markRead.mutate({ id: thread.id }));
  const isNews = isChosen && thread.unread;
  useEffect(() => {
    if (isNews) see();
  }, [isNews]);

  /** Whether it went well; what did not is said. */
  async function tried(title: string, act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      toast({ tone: 'danger', title, description: apiFailure(error).message });
      return false;
    }
  }

  const [first] = thread.comments;
  const shown = isChosen ? thread.comments : thread.comments.slice(0, 1);
  const more = thread.comments.length - shown.length;
  const place = placeWords(thread, path);
  return (
    <article
      aria-label={`Thread on ${place}`}
      aria-current={isChosen || undefined}
      className={cn('flex flex-col gap-2 border-b px-4 py-3', isChosen && 'bg-accent-soft/40')}
    >
      <div className="flex items-start gap-2">
        <button
          type="button"
          data-list-entry
          onClick={() => {
            onChoose();
            onShow?.();
          }}
          className="flex min-w-0 flex-1 flex-col gap-1 text-start"
        >
          <span className="flex items-center gap-1.5 text-muted text-xs">
            {thread.unread ? (
              <span className="rounded-sm bg-warning-soft px-1 font-medium text-warning">New</span>
            ) : null}
            {isGone ? (
              <span className="inline-flex items-center gap-1 text-warning">
                <Unlink aria-hidden="true" className="size-3" />
                The line is gone
              </span>
            ) : (
              <span className="truncate">{place}</span>
            )}
          </span>
          {thread.place.quote === '' ? null : (
            <code
              className={cn(
                'line-clamp-2 whitespace-pre-wrap break-all border-s-2 ps-2 text-xs',
                isGone && 'text-muted line-through',
              )}
            >
              {thread.place.quote}
            </code>
          )}
        </button>
        {mayResolve || first?.own ? (
          <Button
            size="sm"
            variant="ghost"
            disabled={resolve.isPending}
            onClick={() =>
              void tried(thread.resolved ? 'It was not reopened' : 'It was not resolved', () =>
                resolve.mutateAsync({ id: thread.id, resolved: thread.resolved === null }),
              )
            }
          >
            {thread.resolved ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
            {thread.resolved ? 'Reopen' : 'Resolve'}
          </Button>
        ) : null}
      </div>
      {shown.map((comment) => (
        <CommentItem
          key={comment.id}
          comment={comment}
          people={people}
          mayDelete={mayDelete}
          onEdit={(body) => tried('It was not changed', () => edit.mutateAsync({ id: comment.id, body }))}
          onDelete={() => void tried('It was not deleted', () => remove.mutateAsync({ id: comment.id }))}
        />
      ))}
      {more > 0 || !isChosen ? (
        <Button size="sm" variant="ghost" className="self-start" onClick={onChoose}>
          <CornerDownRight aria-hidden="true" />
          {more === 0 ? 'Answer' : more === 1 ? '1 answer' : `${more} answers`}
        </Button>
      ) : null}
      {isChosen ? (
        <CommentForm
          label="Answer"
          action="Answer"
          people={people}
          onSend={(body) =>
            tried('Your answer was not sent', () => add.mutateAsync({ thread_id: thread.id, body }))
          }
        />
      ) : null}
    </article>
  );
}

function placeWords({ place }: CommentThread, path: PlacedThread['path']): string {
  const at = path ?? place.path;
  return at === null || at.length === 0 ? 'the agent' : sayPlace(at);
}

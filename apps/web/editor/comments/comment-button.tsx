import { Button, Tooltip } from '@agent-factory/ui';
import { MessageSquare, MessageSquarePlus } from 'lucide-react';
import { useCommentStore, useCommentView } from './comment-context.ts';
import { threadsIn } from './comment-store.ts';
import { useBeginComment } from './use-begin-comment.ts';

/** How many open threads a part of the spec has, and the way to them; the way to a first one where it has none. */
export function CommentButton({ path, title }: { path: readonly (string | number)[]; title: string }) {
  const comments = useCommentStore();
  const count = useCommentView((view) => threadsIn(view, path).length);
  const begin = useBeginComment();
  const words =
    count === 0
      ? `Comment on ${title}`
      : count === 1
        ? `1 comment on ${title}`
        : `${count} comments on ${title}`;
  function act(): void {
    const [first] = threadsIn(comments.getState(), path);
    if (first === undefined) begin(path);
    else comments.getState().read(first.thread.id);
  }
  return (
    <Tooltip content={words}>
      <Button
        variant="ghost"
        size={count === 0 ? 'icon-sm' : 'sm'}
        aria-label={words}
        onClick={act}
        className={count === 0 ? undefined : 'text-accent tabular-nums'}
      >
        {count === 0 ? <MessageSquarePlus aria-hidden="true" /> : <MessageSquare aria-hidden="true" />}
        {count === 0 ? null : count}
      </Button>
    </Tooltip>
  );
}

import type { CommentView } from '@agent-factory/contracts';
import { Button, RelativeTime } from '@agent-factory/ui';
import { Pencil, Trash2 } from 'lucide-react';
import { Fragment, useState } from 'react';
import { CommentForm } from './comment-form.tsx';
import { type Mentionable, piecesOf, withLabels } from './mention-text.ts';

export interface CommentItemProps {
  comment: CommentView;
  people: readonly Mentionable[];
  /** An admin may delete what others wrote. */
  mayDelete: boolean;
  onEdit: (body: string) => Promise<boolean>;
  onDelete: () => void;
}

/** One comment, and what its author can do with it. */
export function CommentItem({ comment, people, mayDelete, onEdit, onDelete }: CommentItemProps) {
  const [isEditing, setEditing] = useState(false);
  const { author, body, mentions, own } = comment;
  const name =
    author === null ? 'A former member' : (author.name ?? nameOf(author.id, people) ?? 'A former member');
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-7 items-center gap-2 text-sm">
        <span className="min-w-0 truncate font-medium">{name}</span>
        <RelativeTime iso={comment.created_at} className="shrink-0 text-muted text-xs" />
        {comment.edited_at === null ? null : <span className="shrink-0 text-muted text-xs">changed</span>}
        <span className="ms-auto flex shrink-0">
          {own && !isEditing ? (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Change your comment"
              onClick={() => setEditing(true)}
            >
              <Pencil aria-hidden="true" />
            </Button>
          ) : null}
          {own || mayDelete ? (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Delete the comment by ${name}`}
              onClick={onDelete}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          ) : null}
        </span>
      </div>
      {isEditing ? (
        <CommentForm
          label="Change your comment"
          action="Save"
          people={people}
          initial={withLabels(body, people)}
          autoFocus
          onSend={async (next) => {
            const isSaved = await onEdit(next);
            if (isSaved) setEditing(false);
            return isSaved;
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p className="whitespace-pre-wrap break-words text-sm">
          {piecesOf(body).map((piece, index) => (
            <Fragment key={index}>
              {'words' in piece ? (
                piece.words
              ) : (
                <span className="font-medium text-accent">
                  @
                  {mentions.find(({ id }) => id === piece.person)?.name ??
                    nameOf(piece.person, people) ??
                    'a former member'}
                </span>
              )}
            </Fragment>
          ))}
        </p>
      )}
    </div>
  );
}

function nameOf(id: string, people: readonly Mentionable[]): string | undefined {
  return people.find((each) => each.id === id)?.label;
}

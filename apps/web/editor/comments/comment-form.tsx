import { Button, cn, Textarea } from '@agent-factory/ui';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { type Mentionable, nameBefore, withIds } from './mention-text.ts';

export interface CommentFormProps {
  label: string;
  action: string;
  people: readonly Mentionable[];
  /** What stands in it at first, with names. */
  initial?: string;
  /** The field has the focus as soon as it is there. */
  autoFocus?: boolean;
  /** Sends what was written, with ids in place of names; false where that failed, and the words stay. */
  onSend: (body: string) => Promise<boolean>;
  onCancel?: () => void;
}

/** As `commentLimits` has it. */
const longest = 2_000;
const shownAtMost = 6;

/** Where a comment is written; an `@` offers the members of the team. */
export function CommentForm({
  label,
  action,
  people,
  initial = '',
  autoFocus = false,
  onSend,
  onCancel,
}: CommentFormProps) {
  const [text, setText] = useState(initial);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();

  const typed = nameBefore(text, caret);
  const wanted = typed?.typed.toLocaleLowerCase() ?? '';
  const offered = typed === null || typed.from === dismissed ? [] : offersFor(people, wanted);
  // A name that is written out is no question any more.
  const isOpen =
    offered.length > 0 && !offered.some(({ label: name }) => name.toLocaleLowerCase() === wanted);
  const chosen = offered[Math.min(active, offered.length - 1)];
  const body = withIds(text, people).trim();
  const isTooLong = body.length > longest;

  function take({ label: name }: Mentionable): void {
    if (typed === null) return;
    const before = `${text.slice(0, typed.from)}@${name} `;
    setText(before + text.slice(caret));
    setCaret(before.length);
    setActive(0);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(before.length, before.length);
    });
  }

  async function send(): Promise<void> {
    if (body === '' || isTooLong || isSending) return;
    setSending(true);
    const isSent = await onSend(body);
    setSending(false);
    if (isSent) setText('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isOpen && chosen !== undefined) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) {
        event.preventDefault();
        setActive((active + step + offered.length) % offered.length);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        take(chosen);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        setDismissed(typed?.from ?? null);
        return;
      }
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      event.stopPropagation();
      void send();
    } else if (event.key === 'Escape' && onCancel !== undefined) {
      event.preventDefault();
      onCancel();
    }
  }

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="relative">
        <Textarea
          ref={field}
          aria-label={label}
          aria-invalid={isTooLong || undefined}
          aria-haspopup="listbox"
          aria-controls={isOpen ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && chosen ? `${listId}-${chosen.id}` : undefined}
          autoFocus={autoFocus}
          rows={2}
          className="min-h-16 text-sm"
          placeholder={`${label} (@ mentions somebody)`}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setCaret(target.selectionStart);
            setActive(0);
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        {isOpen ? (
          <div
            id={listId}
            role="listbox"
            aria-label="Members"
            className="absolute inset-x-0 top-full z-20 mt-1 rounded-md border bg-raised p-1 text-sm shadow-raised"
          >
            {offered.map((person) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
              <div
                key={person.id}
                id={`${listId}-${person.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={person === chosen}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(person)}
                className={cn(
                  'cursor-pointer truncate rounded-sm px-2 py-1',
                  person === chosen && 'bg-hover',
                )}
              >
                {person.label}
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {isTooLong ? (
        <p role="alert" className="text-danger text-xs">
          {body.length - longest} characters too many.
        </p>
      ) : null}
      <div className="flex items-center gap-2">
        <Button type="submit" size="sm" variant="primary" disabled={body === '' || isTooLong || isSending}>
          {action}
        </Button>
        {onCancel === undefined ? null : (
          <Button size="sm" variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

/** Those whose names begin that way come first. */
function offersFor(people: readonly Mentionable[], wanted: string): Mentionable[] {
  const at = ({ label }: Mentionable) => label.toLocaleLowerCase().indexOf(wanted);
  return people
    .filter((person) => at(person) >= 0)
    .toSorted((a, b) => at(a) - at(b))
    .slice(0, shownAtMost);
}

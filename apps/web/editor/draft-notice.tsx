import { Button } from '@agent-factory/ui';
import { FileClock } from 'lucide-react';

export interface DraftNoticeProps {
  /** Whether a newer version was saved since the draft was begun. */
  outdated: boolean;
  onKeep: () => void;
  onDiscard: () => void;
}

export function DraftNotice({ outdated, onKeep, onDiscard }: DraftNoticeProps) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-info-soft px-4 py-2 text-sm"
    >
      <FileClock aria-hidden="true" className="size-4 shrink-0 text-info" />
      <span className="min-w-0 flex-1">
        {outdated
          ? 'This is your unsaved text; a newer version was saved since you began it.'
          : 'This is your unsaved text from last time.'}
      </span>
      <Button size="sm" onClick={onDiscard}>
        Go back to the saved version
      </Button>
      <Button size="sm" variant="ghost" onClick={onKeep}>
        Keep editing
      </Button>
    </div>
  );
}

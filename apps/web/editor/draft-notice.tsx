import { Button } from '@agent-factory/ui';
import { FileClock } from 'lucide-react';
import { useWords } from '../words/words-context.ts';

export interface DraftNoticeProps {
  /** Whether a newer version was saved since the draft was begun. */
  outdated: boolean;
  onKeep: () => void;
  onDiscard: () => void;
}

export function DraftNotice({ outdated, onKeep, onDiscard }: DraftNoticeProps) {
  const say = useWords('editor');
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-info-soft px-4 py-2 text-sm"
    >
      <FileClock aria-hidden="true" className="size-4 shrink-0 text-info" />
      <span className="min-w-0 flex-1">{outdated ? say('draftOutdated') : say('draftKept')}</span>
      <Button size="sm" onClick={onDiscard}>
        {say('backToSaved')}
      </Button>
      <Button size="sm" variant="ghost" onClick={onKeep}>
        {say('keepEditing')}
      </Button>
    </div>
  );
}

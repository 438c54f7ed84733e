import { Button } from '@agent-factory/ui';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useEditor } from '../editor-context.ts';

export interface ItemButtonsProps {
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** What can be done with an item of a list, by keyboard as by pointer. */
export function ItemButtons({ name, index, count, onMove, onRemove }: ItemButtonsProps) {
  const editable = useEditor((state) => state.editable);
  return (
    <div className="flex shrink-0 items-center">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} up`}
        disabled={!editable || index === 0}
        onClick={() => onMove(index - 1)}
      >
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} down`}
        disabled={!editable || index === count - 1}
        onClick={() => onMove(index + 1)}
      >
        <ArrowDown aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${name}`}
        disabled={!editable}
        onClick={onRemove}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </div>
  );
}

import type { JsonValue } from '@agent-factory/spec';
import { cn } from '@agent-factory/ui';
import { GripVertical, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { AgentEffects } from './agent-effects.tsx';
import { drag, dropped, isDragged } from './dragged.ts';
import { EffectChip } from './effect-chip.tsx';
import { FieldProblems, useProblems } from './field-problems.tsx';
import { useForm } from './form-context.ts';
import { ItemButtons } from './item-buttons.tsx';
import { agentOf, listedTool, type ToolOffer } from './tool-offer.ts';
import { useWrite } from './use-write.ts';
import { asTyped, listAt } from './value-at.ts';

export interface ToolListProps {
  onAdd: (offer: ToolOffer, index?: number) => void;
  onSay: (said: string) => void;
}

/** The agent's tools in their order, and the place to drop further ones. */
export function ToolList({ onAdd, onSay }: ToolListProps) {
  const { content } = useForm();
  const tools = listAt(content.value, ['tools']);
  const editable = useEditor((state) => state.editable);
  const [over, setOver] = useState<number | null>(null);
  const { write, refused } = useWrite(['tools']);

  function move(from: number, to: number): void {
    if (to < 0 || to >= tools.length || from === to) return;
    if (write([{ type: 'moveTool', from, to }])) onSay(`Moved to place ${to + 1} of ${tools.length}.`);
  }
  function onDrop(event: DragEvent, index: number): void {
    setOver(null);
    const what = dropped(event);
    if (what === null) return;
    event.preventDefault();
    if ('offer' in what) onAdd(what.offer, index);
    else move(what.from, what.from < index ? index - 1 : index);
  }
  const target = (index: number) => ({
    onDragOver(event: DragEvent) {
      if (!isDragged(event)) return;
      event.preventDefault();
      setOver(index);
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => onDrop(event, index),
  });
  return (
    <>
      <ol className="flex flex-col gap-2">
        {tools.map((tool, index) => (
          <li
            key={`${asTyped(tool)} ${index}`}
            {...target(index)}
            draggable={editable}
            onDragStart={(event) => drag(event, { from: index }, asTyped(tool))}
            className={cn('rounded-md', over === index && 'outline-2 outline-accent outline-offset-2')}
          >
            <Tool tool={tool} index={index} count={tools.length} onMove={move} onSay={onSay} />
          </li>
        ))}
      </ol>
      <div
        {...target(tools.length)}
        className={cn(
          'rounded-md border border-dashed px-3 py-3 text-center text-muted text-sm',
          over === tools.length && 'border-accent bg-accent-soft text-accent',
        )}
      >
        {tools.length === 0 ? 'No tools yet. Drop one here, or press “Add tool”.' : 'Drop a tool here'}
      </div>
      <FieldProblems problems={[]} refused={refused} />
    </>
  );
}

interface ToolProps {
  tool: JsonValue;
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onSay: (said: string) => void;
}

function Tool({ tool, index, count, onMove, onSay }: ToolProps) {
  const editable = useEditor((state) => state.editable);
  const path = ['tools', index];
  const problems = useProblems(path, true);
  const { write, refused } = useWrite(path);
  const { title, kind, note, effect, allow } = listedTool(tool);
  const agent = agentOf(tool);

  function remove(): void {
    if (write([{ type: 'remove', path }])) onSay(`${title} was removed.`);
  }
  return (
    <div
      data-path={JSON.stringify(path)}
      className="flex flex-col gap-1 rounded-md border bg-surface px-2 py-2 data-[chosen=true]:border-accent"
    >
      <div className="flex items-center gap-2">
        <GripVertical aria-hidden="true" className="size-4 shrink-0 cursor-grab text-muted max-sm:hidden" />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="min-w-0 truncate font-medium text-sm">{title}</span>
            <span className="text-muted text-xs">{kind}</span>
            <EffectChip effect={effect} />
            {agent === null ? null : <AgentEffects name={agent} />}
          </p>
          {note ? <p className="truncate text-muted text-xs">{note}</p> : null}
        </div>
        <ItemButtons
          name={title}
          index={index}
          count={count}
          onMove={(to) => onMove(index, to)}
          onRemove={remove}
        />
      </div>
      {allow.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5 ps-6 max-sm:ps-0">
          {allow.map((name) => (
            <li
              key={name}
              className="inline-flex items-center gap-1 rounded-sm border bg-background py-0.5 pe-1 ps-2 font-mono text-xs"
            >
              {name}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                disabled={!editable}
                className="rounded-sm p-0.5 text-muted hover:bg-hover hover:text-text"
                onClick={() => {
                  if (write([{ type: 'removeTool', tool: name }])) onSay(`${name} was removed.`);
                }}
              >
                <X aria-hidden="true" className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <FieldProblems problems={problems} refused={refused} />
    </div>
  );
}

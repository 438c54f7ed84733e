import type { AgentId } from '@agent-factory/contracts';
import { type SpecOperation, specContent } from '@agent-factory/spec';
import { Button, Dialog, DialogContent, useToast } from '@agent-factory/ui';
import { useRef, useState } from 'react';
import { useEditor, useEditorStore } from '../editor-context.ts';
import { asTyped, isMapping, listAt, valueAt } from '../form/value-at.ts';
import { BuilderForm } from './builder-form.tsx';
import { type Draft, freeId, readDraft, writeDraft } from './draft.ts';
import { LibraryList } from './library-list.tsx';

export interface InvariantBuilderProps {
  agentId: AgentId;
  /** The id of a rule of the spec; `new` opens the library. */
  open: string;
  onClose: () => void;
}

const blank: Draft = {
  id: 'my-rule',
  says: 'Answers are not empty.',
  at: ['output'],
  check: { cel: 'size(output) >= 1' },
  otherwise: 'block',
};

/** What was closed before it was taken, by agent and rule, for as long as the page lives: Escape costs nobody a rule. */
const left = new Map<string, Draft>();

/** Builds a rule in words, shows what they make, and tries it before it is taken into the spec. */
export function InvariantBuilder({ agentId, open, onClose }: InvariantBuilderProps) {
  const store = useEditorStore();
  const toast = useToast();
  const text = useEditor((state) => state.text);
  const content = specContent(text);
  const invariants = listAt(content?.value, ['invariants']);
  const before = invariants.find((each) => asTyped(valueAt(each, ['id'])) === open);
  const isNew = before === undefined;
  const place = `${agentId} ${open}`;
  const kept = left.get(place);
  const [draft, setDraft] = useState<Draft | null>(() => (isNew ? null : (kept ?? readDraft(before))));
  /** What the draft was before anything was changed in it. */
  const start = useRef(isNew ? null : readDraft(before));
  const [refused, setRefused] = useState<string | null>(null);
  const ids = invariants.map((each) => asTyped(valueAt(each, ['id'])));
  const tools = useableTools(content?.value);

  function begin(made: Draft): void {
    start.current = { ...made, id: freeId(made.id, ids) };
    setDraft(start.current);
  }
  function close(): void {
    if (draft !== null && !isSame(draft, start.current)) left.set(place, draft);
    else if (!isNew) left.delete(place);
    onClose();
  }
  function write(operation: SpecOperation, id: string): void {
    const result = store.getState().edit([operation], 'form', { path: ['invariants'] });
    if (!result.ok) {
      setRefused(result.problems[0]?.message ?? 'The text could not be changed.');
      return;
    }
    left.delete(place);
    toast({
      title: isNew ? `The rule ${id} is in the spec` : `The rule ${id} was changed`,
      description: 'Undo takes it back. It binds once the spec is saved.',
    });
    onClose();
  }
  function add(made: Draft): void {
    const id = freeId(made.id, ids);
    write({ type: 'addInvariant', invariant: writeDraft({ ...made, id }) }, id);
  }
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <DialogContent
        title={isNew ? 'New invariant' : `Invariant ${open}`}
        description="A rule that binds at run time, outside of the model’s reach."
        className="max-w-3xl"
      >
        {refused ? (
          <p role="alert" className="px-5 pt-4 text-danger text-sm">
            {refused}
          </p>
        ) : null}
        {draft === null && !isNew ? (
          <p className="p-5 text-sm">
            This rule is written in a way that cannot be shown here. Mend it in the text first.
          </p>
        ) : null}
        {draft === null && isNew ? (
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
            <LibraryList
              actions={
                <>
                  {kept ? <Button onClick={() => setDraft(kept)}>Go on with {kept.id}</Button> : null}
                  <Button onClick={() => begin(blank)}>Write your own</Button>
                </>
              }
              tools={tools}
              onAdd={add}
              onOpen={begin}
            />
          </div>
        ) : null}
        {draft ? (
          <BuilderForm
            agentId={agentId}
            draft={draft}
            before={before}
            tools={tools}
            taken={ids.filter((id) => id !== open)}
            resumed={!isNew && kept !== undefined}
            onDraft={setDraft}
            onAfresh={() => {
              left.delete(place);
              setDraft(start.current);
            }}
            onBack={isNew ? () => setDraft(null) : null}
            onCancel={close}
            onTake={(invariant) =>
              write(
                isNew ? { type: 'addInvariant', invariant } : { type: 'setInvariant', id: open, invariant },
                draft.id,
              )
            }
          />
        ) : null}
      </DialogContent>
    </Dialog>
  );
}

function isSame(draft: Draft, start: Draft | null): boolean {
  return JSON.stringify(draft) === JSON.stringify(start);
}

/** Names that rules can use, of built-in tools and agents as far as they stand in the spec. */
function useableTools(spec: unknown): readonly string[] {
  const tools = isSpecContent(spec) ? spec.tools : [];
  return tools.flatMap((tool) => {
    if (typeof tool === 'string') return [tool];
    return isMapping(tool) && typeof tool.agent === 'string' ? [tool.agent] : [];
  });
}

function isSpecContent(spec: unknown): spec is { tools: Parameters<typeof isMapping>[0][] } {
  return typeof spec === 'object' && spec !== null && 'tools' in spec && Array.isArray(spec.tools);
}

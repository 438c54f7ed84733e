import { type AgentId, boundaries, invariantActions } from '@agent-factory/contracts';
import {
  enforcedBoundaries,
  type JsonSchema,
  parseInvariant,
  type Spec,
  type SpecOperation,
  specContent,
  writeSnippet,
} from '@agent-factory/spec';
import { Button, Dialog, DialogContent, Field, Select } from '@agent-factory/ui';
import { useState } from 'react';
import { useEditor, useEditorStore } from '../editor-context.ts';
import { asTyped, isMapping, listAt, valueAt } from '../form/value-at.ts';
import { CheckFields } from './check-fields.tsx';
import { type Draft, freeId, readDraft, writeDraft } from './draft.ts';
import { LibraryList } from './library-list.tsx';
import { NamedInput } from './named-input.tsx';
import { actionWords, boundaryWords } from './rule-words.ts';
import { TryRule } from './try-rule.tsx';

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

/** Builds a rule in words, shows what they make, and tries it before it is taken into the spec. */
export function InvariantBuilder({ agentId, open, onClose }: InvariantBuilderProps) {
  const store = useEditorStore();
  const text = useEditor((state) => state.text);
  const content = specContent(text);
  const invariants = listAt(content?.value, ['invariants']);
  const before = invariants.find((each) => asTyped(valueAt(each, ['id'])) === open);
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(before));
  const [refused, setRefused] = useState<string | null>(null);
  const ids = invariants.map((each) => asTyped(valueAt(each, ['id'])));
  const isNew = before === undefined;

  function write(operation: SpecOperation): void {
    const result = store.getState().edit([operation], 'form', { path: ['invariants'] });
    if (result.ok) onClose();
    else setRefused(result.problems[0]?.message ?? 'The text could not be changed.');
  }
  function add(made: Draft): void {
    write({ type: 'addInvariant', invariant: writeDraft({ ...made, id: freeId(made.id, ids) }) });
  }
  const title = isNew ? 'New invariant' : `Invariant ${open}`;
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent
        title={title}
        description="A rule that binds at run time, outside of the model’s reach."
        className="max-w-3xl"
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
          {refused ? (
            <p role="alert" className="text-danger text-sm">
              {refused}
            </p>
          ) : null}
          {draft === null && !isNew ? (
            <p className="text-sm">
              This rule is written in a way that cannot be shown here. Mend it in the text first.
            </p>
          ) : null}
          {draft === null && isNew ? (
            <>
              <Button
                className="self-start"
                onClick={() => setDraft({ ...blank, id: freeId(blank.id, ids) })}
              >
                Write your own
              </Button>
              <LibraryList
                tools={useableTools(content?.value)}
                onAdd={add}
                onOpen={(made) => setDraft({ ...made, id: freeId(made.id, ids) })}
              />
            </>
          ) : null}
          {draft ? (
            <BuilderForm
              agentId={agentId}
              draft={draft}
              before={before}
              tools={useableTools(content?.value)}
              taken={ids.filter((id) => id !== open)}
              onDraft={setDraft}
              onCancel={onClose}
              onTake={(invariant) =>
                write(
                  isNew ? { type: 'addInvariant', invariant } : { type: 'setInvariant', id: open, invariant },
                )
              }
            />
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
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

interface BuilderFormProps {
  agentId: AgentId;
  draft: Draft;
  before: Parameters<typeof writeDraft>[1];
  tools: readonly string[];
  taken: readonly string[];
  onDraft: (draft: Draft) => void;
  onCancel: () => void;
  onTake: (invariant: ReturnType<typeof writeDraft>) => void;
}

function BuilderForm({ agentId, draft, before, tools, taken, onDraft, onCancel, onTake }: BuilderFormProps) {
  const document = useEditor((state) => state.document);
  const editable = useEditor((state) => state.editable);
  const written = writeDraft(draft, before);
  const { invariant, diagnostics } = parseInvariant(written);
  const problemAt = (key: string) => diagnostics.find(({ path }) => path[0] === key)?.message;
  const twin = taken.includes(draft.id) ? 'Another rule is named so.' : undefined;
  const [kind] = Object.keys(draft.check);
  const possible = Object.entries(enforcedBoundaries).find(([each]) => each === kind)?.[1] ?? boundaries;
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (editable && invariant !== null && !twin) onTake(written);
      }}
    >
      <div className="grid gap-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
        <NamedInput
          label="Name"
          mono
          value={draft.id}
          error={twin ?? problemAt('id')}
          onText={(id) => onDraft({ ...draft, id })}
        />
        <NamedInput
          label="In plain words"
          value={draft.says}
          error={problemAt('says')}
          onText={(says) => onDraft({ ...draft, says })}
        />
      </div>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium text-sm">Where it is checked</legend>
        {boundaries.map((boundary) => (
          <label key={boundary} className="inline-flex min-h-6 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={draft.at.includes(boundary)}
              disabled={!possible.includes(boundary) && !draft.at.includes(boundary)}
              className="size-4 accent-accent-solid"
              onChange={({ target }) =>
                onDraft({
                  ...draft,
                  at: boundaries.filter((each) =>
                    each === boundary ? target.checked : draft.at.includes(each),
                  ),
                })
              }
            />
            {boundaryWords[boundary]}
          </label>
        ))}
        {problemAt('at') ? (
          <p role="alert" className="text-danger text-xs">
            {problemAt('at')}
          </p>
        ) : null}
      </fieldset>
      <section aria-label="What must hold" className="flex flex-col gap-2">
        <h3 className="font-medium text-sm">What must hold</h3>
        <CheckFields
          check={draft.check}
          tools={tools}
          error={problemAt('check')}
          onCheck={(check) => onDraft({ ...draft, check })}
        />
      </section>
      <Field label="Otherwise" error={problemAt('otherwise')}>
        {(control) => (
          <Select
            {...control}
            value={draft.otherwise}
            options={invariantActions.map((value) => ({ value, label: actionWords[value] }))}
            onValueChange={(value) => {
              const otherwise = invariantActions.find((each) => each === value);
              if (otherwise) onDraft({ ...draft, otherwise });
            }}
          />
        )}
      </Field>
      <section aria-label="Try it" className="flex flex-col gap-2 border-t pt-4">
        <h3 className="font-medium text-sm">Try it</h3>
        <TryRule agentId={agentId} written={written} invariant={invariant} output={outputOf(document)} />
      </section>
      <details className="text-sm">
        <summary className="cursor-pointer text-muted">As it stands in the text</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-md border bg-background p-3 text-xs">
          {writeSnippet(written)}
        </pre>
      </details>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabled={!editable || invariant === null || twin !== undefined}
        >
          {before === undefined ? 'Add invariant' : 'Change invariant'}
        </Button>
      </div>
    </form>
  );
}

function outputOf(document: Spec | null): JsonSchema | undefined {
  return document?.output;
}

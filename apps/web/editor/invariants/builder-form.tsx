import { type AgentId, boundaries, invariantActions } from '@agent-factory/contracts';
import {
  enforcedBoundaries,
  type JsonSchema,
  parseInvariant,
  type Spec,
  writeSnippet,
} from '@agent-factory/spec';
import { Button, Field, Select } from '@agent-factory/ui';
import { useEditor } from '../editor-context.ts';
import type { Mapping } from '../form/value-at.ts';
import { CheckFields } from './check-fields.tsx';
import { type Draft, writeDraft } from './draft.ts';
import { NamedInput } from './named-input.tsx';
import { actionWords, boundaryWords } from './rule-words.ts';
import { TryRule } from './try-rule.tsx';

export interface BuilderFormProps {
  agentId: AgentId;
  draft: Draft;
  before: Parameters<typeof writeDraft>[1];
  tools: readonly string[];
  /** Names of the other rules. */
  taken: readonly string[];
  /** Whether this is a change that was left before it was taken. */
  resumed: boolean;
  onDraft: (draft: Draft) => void;
  /** Lets what was left go. */
  onAfresh: () => void;
  /** To the library, where the rule comes from there. */
  onBack: (() => void) | null;
  onCancel: () => void;
  onTake: (invariant: ReturnType<typeof writeDraft>) => void;
}

/** One rule: its name, where it is checked, what must hold, what happens otherwise; and what it would have done. */
export function BuilderForm(props: BuilderFormProps) {
  const { agentId, draft, before, tools, taken, resumed, onDraft, onAfresh, onBack, onCancel, onTake } =
    props;
  const document = useEditor((state) => state.document);
  const editable = useEditor((state) => state.editable);
  const written = writeDraft(draft, before);
  const { invariant, diagnostics } = parseInvariant(written);
  const problemAt = (key: string) => diagnostics.find(({ path }) => path[0] === key)?.message;
  const twin = taken.includes(draft.id) ? 'Another rule is named so.' : undefined;
  const possible = boundariesOf(draft.check);

  function setCheck(check: Mapping): void {
    const allowed = boundariesOf(check);
    const at = draft.at.filter((each) => allowed.includes(each));
    // A check that cannot be made at any of these places starts where it is made first.
    onDraft({ ...draft, check, at: at.length > 0 ? at : allowed.slice(0, 1) });
  }
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (editable && invariant !== null && !twin) onTake(written);
      }}
    >
      <div className="flex min-h-0 flex-col gap-5 overflow-y-auto p-5">
        {resumed ? (
          <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
            This is your change from before, which was not taken yet.
            <Button size="sm" onClick={onAfresh}>
              Go back to the spec’s
            </Button>
          </p>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <NamedInput
            label="Name"
            mono
            autoFocus
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
            <label
              key={boundary}
              className="inline-flex min-h-6 items-center gap-2 text-sm has-disabled:text-muted"
            >
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
          <CheckFields check={draft.check} tools={tools} error={problemAt('check')} onCheck={setCheck} />
        </section>
        <Field label="Otherwise" error={problemAt('otherwise')}>
          {(control) => (
            <Select
              {...control}
              className="sm:max-w-80"
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
          <TryRule
            agentId={agentId}
            written={written}
            invariant={invariant}
            tools={tools}
            output={outputOf(document)}
          />
        </section>
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">As it stands in the text</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
          <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-md border bg-background p-3 text-xs">
            {writeSnippet(written)}
          </pre>
        </details>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">
        {onBack ? (
          <Button variant="ghost" className="me-auto" onClick={onBack}>
            Library
          </Button>
        ) : null}
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
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

/** Where a check can be made; of one that is not known yet, everywhere. */
function boundariesOf(check: Mapping): readonly (typeof boundaries)[number][] {
  const [kind] = Object.keys(check);
  return Object.entries(enforcedBoundaries).find(([each]) => each === kind)?.[1] ?? boundaries;
}

function outputOf(document: Spec | null): JsonSchema | undefined {
  return document?.output;
}

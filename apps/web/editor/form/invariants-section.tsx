import { boundaries, invariantActions } from '@agent-factory/contracts';
import { piiKinds } from '@agent-factory/spec';
import { Button } from '@agent-factory/ui';
import { Plus } from 'lucide-react';
import { boundaryName } from '../../runs/step-look.ts';
import { useWords } from '../../words/words-context.ts';
import { CommentButton } from '../comments/comment-button.tsx';
import { useEditor } from '../editor-context.ts';
import { openBuilder } from '../invariants/open-builder.ts';
import { FieldProblems, useProblems } from './field-problems.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { type Kind, OneKeyField } from './one-key-field.tsx';
import { useWrite } from './use-write.ts';
import { asTyped, isList, listAt, valueAt } from './value-at.ts';

const kinds: readonly Kind[] = [
  { value: 'forbidPattern', label: 'Never contains a pattern', form: 'text', start: '' },
  { value: 'matches', label: 'Contains a pattern', form: 'text', start: '' },
  { value: 'maxLength', label: 'Has at most characters', form: 'number', start: 4000 },
  { value: 'noPii', label: 'Has no personal data', form: 'words', start: [...piiKinds] },
  { value: 'requireTool', label: 'A tool was called', form: 'text', start: '' },
  { value: 'forbidTool', label: 'A tool is never called', form: 'text', start: '' },
  { value: 'maxCalls', label: 'At most so many calls', form: 'json', start: 10 },
  { value: 'toolOrder', label: 'Tools in this order', form: 'words', start: [] },
  { value: 'outputSchema', label: 'Fits the output schema', form: 'json', start: true },
  { value: 'cel', label: 'A condition in CEL', form: 'long', start: 'size(output) > 0' },
  { value: 'judge', label: 'A judge finds it true', form: 'long', start: '' },
];

const consequences = {
  block: 'Stop the run',
  retry: 'Let it try again',
  redact: 'Take it out',
  escalate: 'Ask a person',
  warn: 'Note it',
} as const;
const actions = invariantActions.map((value) => ({ value, label: consequences[value] }));

/** The rules that bind at run time. */
export function InvariantsSection() {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const invariants = listAt(content.value, ['invariants']);
  const ids = invariants.map((each) => asTyped(valueAt(each, ['id'])));
  const { write, refused } = useWrite(['invariants']);

  function add(): void {
    let count = invariants.length + 1;
    while (ids.includes(`rule-${count}`)) count++;
    const invariant = {
      id: `rule-${count}`,
      says: 'Answers are not too long.',
      at: 'output',
      check: { maxLength: 4000 },
      otherwise: 'block',
    };
    write([{ type: 'addInvariant', invariant }]);
  }
  return (
    <FormSection
      id="invariants"
      title="Invariants"
      path={['invariants']}
      hint="Rules that bind at run time, outside of the model’s reach."
      aside={
        <>
          <Button size="sm" disabled={!editable} onClick={() => openBuilder('new')}>
            Library
          </Button>
          <Button size="sm" disabled={!editable} onClick={add}>
            <Plus aria-hidden="true" />
            Add invariant
          </Button>
        </>
      }
    >
      {invariants.length === 0 ? <p className="text-muted text-sm">No rules yet.</p> : null}
      <ol className="flex flex-col gap-3">
        {ids.map((id, index) => (
          // By place: a rule whose id is typed keeps its row.
          <li key={index}>
            <InvariantItem id={id} index={index} count={ids.length} />
          </li>
        ))}
      </ol>
      <FieldProblems problems={[]} refused={refused} />
    </FormSection>
  );
}

function InvariantItem({ id, index, count }: { id: string; index: number; count: number }) {
  const path = ['invariants', index];
  const problems = useProblems(path, false);
  const { write, refused } = useWrite(path);
  const name = id || `rule ${index + 1}`;
  return (
    <fieldset
      data-path={JSON.stringify(path)}
      className="flex min-w-0 flex-col gap-3 rounded-md border bg-surface p-3 data-[chosen=true]:border-accent"
    >
      <legend className="sr-only">Invariant {name}</legend>
      <div className="flex items-end gap-2">
        <TextField label="Id" path={[...path, 'id']} mono className="flex-1" />
        <Button size="sm" disabled={id === ''} onClick={() => openBuilder(id)}>
          Build and try<span className="sr-only"> {name}</span>
        </Button>
        <CommentButton path={path} title={name} />
        <ItemButtons
          name={name}
          index={index}
          count={count}
          onMove={(to) => write([{ type: 'move', path: ['invariants'], from: index, to }])}
          onRemove={() => write([{ type: 'remove', path }])}
        />
      </div>
      <TextField label="In plain words" path={[...path, 'says']} optional />
      <Boundaries index={index} name={name} />
      <OneKeyField label="Check" path={[...path, 'check']} kinds={kinds} />
      <ChoiceField label="Otherwise" path={[...path, 'otherwise']} options={actions} />
      <FieldProblems problems={problems} refused={refused} />
    </fieldset>
  );
}

function Boundaries({ index, name }: { index: number; name: string }) {
  const { content } = useForm();
  const sayPart = useWords('parts');
  const editable = useEditor((state) => state.editable);
  const path = ['invariants', index, 'at'];
  const written = valueAt(content.value, path);
  const at = isList(written) ? written.map(asTyped) : written === undefined ? [] : [asTyped(written)];
  const problems = useProblems(path, true);
  const { write, refused } = useWrite(path);

  function toggle(boundary: string, isOn: boolean): void {
    const next = boundaries.filter((each) => (each === boundary ? isOn : at.includes(each)));
    const [only] = next;
    // One is written as a word where it was one, none as an empty list that the language complains about.
    const value = next.length === 1 && only && !isList(written) ? only : [...next];
    write([{ type: 'set', path, value }]);
  }
  return (
    <div data-path={JSON.stringify(path)} className="flex flex-col gap-1">
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="mb-1 font-medium text-sm">
          Checked at<span className="sr-only"> for {name}</span>
        </legend>
        {boundaries.map((boundary) => (
          <label key={boundary} className="inline-flex min-h-6 items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              checked={at.includes(boundary)}
              disabled={!editable}
              onChange={({ target }) => toggle(boundary, target.checked)}
              className="size-4 accent-accent-solid"
            />
            {boundaryName(boundary, sayPart)}
          </label>
        ))}
      </fieldset>
      <FieldProblems problems={problems} refused={refused} />
    </div>
  );
}

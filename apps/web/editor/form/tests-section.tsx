import { Button } from '@agent-factory/ui';
import { Plus, X } from 'lucide-react';
import { useEditor } from '../editor-context.ts';
import { FieldProblems, useProblems } from './field-problems.tsx';
import { SwitchField, TextField } from './fields.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { JsonField } from './json-field.tsx';
import { type Kind, OneKeyField } from './one-key-field.tsx';
import { useWrite } from './use-write.ts';
import { asTyped, isMapping, listAt, valueAt } from './value-at.ts';

const kinds: readonly Kind[] = [
  { value: 'contains', label: 'Contains', form: 'text', start: '' },
  { value: 'notContains', label: 'Does not contain', form: 'text', start: '' },
  { value: 'matches', label: 'Contains a pattern', form: 'text', start: '' },
  { value: 'notMatches', label: 'Contains no such pattern', form: 'text', start: '' },
  { value: 'equals', label: 'Is exactly', form: 'json', start: '' },
  { value: 'jsonSchema', label: 'Fits a schema', form: 'json', start: true },
  { value: 'cel', label: 'A condition in CEL', form: 'long', start: 'size(output) > 0' },
  { value: 'toolUsed', label: 'Called a tool', form: 'text', start: '' },
  { value: 'toolNotUsed', label: 'Did not call a tool', form: 'text', start: '' },
  { value: 'maxLength', label: 'Has at most characters', form: 'number', start: 2000 },
  { value: 'maxCostUsd', label: 'Cost at most dollars', form: 'number', start: 0.01 },
  { value: 'maxSeconds', label: 'Took at most seconds', form: 'number', start: 30 },
  { value: 'maxSteps', label: 'Made at most calls', form: 'number', start: 6 },
  { value: 'maxTokens', label: 'Used at most tokens', form: 'number', start: 10_000 },
  { value: 'status', label: 'Ends as', form: 'text', start: 'succeeded' },
  { value: 'judge', label: 'A judge finds it true', form: 'long', start: '' },
];

/** What the agent must be able to do. */
export function TestsSection() {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const tests = listAt(content.value, ['tests']);
  const names = tests.map((each) => asTyped(valueAt(each, ['name'])));
  const { write, refused } = useWrite(['tests']);

  function add(): void {
    let count = tests.length + 1;
    while (names.includes(`test ${count}`)) count++;
    const fields = valueAt(content.value, ['input', 'properties']);
    const input = isMapping(fields)
      ? Object.fromEntries(Object.keys(fields).map((field) => [field, '']))
      : 'What is it that you do?';
    const test = { name: `test ${count}`, input, expect: [{ status: 'succeeded' }] };
    write([{ type: 'addTest', test }]);
  }
  return (
    <FormSection
      id="tests"
      title="Tests"
      path={['tests']}
      hint="What the agent must be able to do before a version is published."
      aside={
        <Button size="sm" disabled={!editable} onClick={add}>
          <Plus aria-hidden="true" />
          Add test
        </Button>
      }
    >
      {tests.length === 0 ? <p className="text-muted text-sm">No tests yet.</p> : null}
      <ol className="flex flex-col gap-3">
        {names.map((name, index) => (
          // By place: a test whose name is typed keeps its row.
          <li key={index}>
            <TestItem name={name} index={index} count={names.length} />
          </li>
        ))}
      </ol>
      <FieldProblems problems={[]} refused={refused} />
    </FormSection>
  );
}

function TestItem({ name, index, count }: { name: string; index: number; count: number }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const path = ['tests', index];
  const problems = useProblems(path, false);
  const listProblems = useProblems([...path, 'expect'], false);
  const { write, refused } = useWrite(path);
  const input = valueAt(content.value, [...path, 'input']);
  const expected = listAt(content.value, [...path, 'expect']);
  return (
    <fieldset
      data-path={JSON.stringify(path)}
      className="flex min-w-0 flex-col gap-3 rounded-md border bg-surface p-3 data-[chosen=true]:border-accent"
    >
      <legend className="sr-only">Test {name}</legend>
      <div className="flex items-end gap-2">
        <TextField label="Name" path={[...path, 'name']} className="flex-1" />
        <ItemButtons
          name={name || `test ${index + 1}`}
          index={index}
          count={count}
          onMove={(to) => write([{ type: 'move', path: ['tests'], from: index, to }])}
          onRemove={() => write([{ type: 'remove', path }])}
        />
      </div>
      {isMapping(input) ? (
        <JsonField label="Input" path={[...path, 'input']} hint="In JSON, field by field." />
      ) : (
        <TextField label="Question" path={[...path, 'input']} rows={2} />
      )}
      <div className="flex flex-col gap-2">
        <p className="font-medium text-sm">Expects</p>
        {expected.map((_, at) => (
          <div key={at} className="flex items-start gap-1">
            <OneKeyField label={`Expectation ${at + 1}`} path={[...path, 'expect', at]} kinds={kinds} />
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Remove expectation ${at + 1}`}
              disabled={!editable}
              onClick={() => write([{ type: 'remove', path: [...path, 'expect', at] }])}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        ))}
        <Button
          size="sm"
          className="self-start"
          disabled={!editable}
          onClick={() => write([{ type: 'insert', path: [...path, 'expect'], value: { contains: '' } }])}
        >
          <Plus aria-hidden="true" />
          Add expectation
        </Button>
        <FieldProblems problems={listProblems} refused={null} />
      </div>
      <SwitchField
        label="Critical"
        path={[...path, 'critical']}
        hint="Blocks publishing on its own when it newly fails."
      />
      <FieldProblems problems={problems} refused={refused} />
    </fieldset>
  );
}

import { Button, Input, Select } from '@agent-factory/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useEditor } from '../editor-context.ts';
import { FieldProblems } from './field-problems.tsx';
import { TextField, WordsField } from './fields.tsx';
import { useForm } from './form-context.ts';
import { fieldTypes, freshName, otherKeywords, retyped, typeOf } from './schema-type.ts';
import { innerWrites, type SchemaWrites } from './schema-writes.ts';
import { SpecField } from './spec-field.tsx';
import { useTyped } from './use-typed.ts';
import { useWrite } from './use-write.ts';
import { asTyped, isMapping, listAt, type Path, valueAt } from './value-at.ts';

/** The fields of an object's schema at `path`, each with its own inside. */
export function SchemaFields({ path, writes }: { path: Path; writes: SchemaWrites }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const properties = valueAt(content.value, [...path, 'properties']);
  const names = isMapping(properties) ? Object.keys(properties) : [];
  const { write, refused } = useWrite([...path, 'properties']);
  return (
    <div className="flex flex-col gap-3">
      {names.map((name, index) => (
        // By place: a field that is renamed keeps its row, and the cursor in it.
        <SchemaField key={index} path={path} name={name} writes={writes} />
      ))}
      <Button
        size="sm"
        className="self-start"
        disabled={!editable}
        onClick={() => write(writes.add(freshName(properties), { type: 'string' }))}
      >
        <Plus aria-hidden="true" />
        Add field
      </Button>
      <FieldProblems problems={[]} refused={refused} />
    </div>
  );
}

function SchemaField({ path, name, writes }: { path: Path; name: string; writes: SchemaWrites }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const own = [...path, 'properties', name];
  const schema = valueAt(content.value, own);
  const required = listAt(content.value, [...path, 'required']).map(asTyped);
  const { write, refused } = useWrite(own);
  const type = typeOf(schema);
  const others = otherKeywords(schema);
  const isRequired = required.includes(name);
  const inner = type === 'array' ? [...own, 'items'] : own;
  const innerType = type === 'array' ? typeOf(valueAt(content.value, inner)) : type;

  function require(next: boolean): void {
    const list = next ? [...required, name] : required.filter((each) => each !== name);
    const at = [...path, 'required'];
    write([list.length === 0 ? { type: 'remove', path: at } : { type: 'set', path: at, value: list }]);
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-md border bg-surface p-3">
      <legend className="sr-only">Field {name}</legend>
      <div className="flex flex-wrap items-end gap-2">
        <NameField path={own} name={name} writes={writes} />
        <TypeSelect label={`Type of ${name}`} path={own} />
        {type === 'array' ? <TypeSelect label={`Type of each item of ${name}`} path={inner} /> : null}
        <label className="inline-flex h-9 items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            checked={isRequired}
            disabled={!editable}
            onChange={({ target }) => require(target.checked)}
            className="size-4 accent-accent-solid"
          />
          Required
        </label>
        <Button
          variant="ghost"
          size="icon"
          className="ms-auto"
          aria-label={`Remove ${name}`}
          disabled={!editable}
          onClick={() => write(writes.remove(name))}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      <TextField
        label={`Description of ${name}`}
        hideLabel
        path={[...own, 'description']}
        optional
        placeholder="What it is, for the model and for people"
      />
      {innerType === 'choice' ? (
        <WordsField label={`Choices of ${name}`} hideLabel path={[...inner, 'enum']} hint="With commas." />
      ) : null}
      {others.length > 0 ? (
        <p className="text-muted text-xs">Also says, in the text: {others.join(', ')}.</p>
      ) : null}
      <FieldProblems problems={[]} refused={refused} />
      {innerType === 'object' ? (
        <div className="border-s-2 ps-3">
          <SchemaFields
            path={inner}
            writes={innerWrites(inner, listAt(content.value, [...inner, 'required']).map(asTyped))}
          />
        </div>
      ) : null}
    </fieldset>
  );
}

function NameField({ path, name, writes }: { path: Path; name: string; writes: SchemaWrites }) {
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const typed = useTyped(name);
  return (
    <SpecField
      label={`Name of field ${name}`}
      hideLabel
      path={path}
      refused={refused}
      className="min-w-32 flex-1"
    >
      {(control) => (
        <Input
          {...control}
          value={typed.shown}
          readOnly={!editable}
          autoComplete="off"
          className="font-mono text-sm"
          onBlur={() => (refused ? undefined : typed.rest())}
          onChange={({ target }) => {
            const next = target.value;
            const isMade = next !== '' && write(writes.rename(name, next), true);
            typed.type(next, isMade ? next : name);
          }}
        />
      )}
    </SpecField>
  );
}

function TypeSelect({ label, path }: { label: string; path: Path }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const schema = valueAt(content.value, path);
  const type = typeOf(schema);
  const { write, refused } = useWrite(path);
  const options = [...fieldTypes, ...(type === null ? [{ value: '', label: 'As in the text' }] : [])];
  return (
    <>
      <Select
        aria-label={label}
        value={type ?? ''}
        disabled={!editable}
        options={options}
        onValueChange={(next) => {
          const found = fieldTypes.find(({ value }) => value === next);
          if (found) write([{ type: 'set', path, value: retyped(schema, found.value) }]);
        }}
      />
      <FieldProblems problems={[]} refused={refused} />
    </>
  );
}

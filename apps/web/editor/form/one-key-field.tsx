import type { JsonValue } from '@agent-factory/spec';
import { Input, Select, type SelectOption, Textarea } from '@agent-factory/ui';
import { useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { useForm } from './form-context.ts';
import { SpecField } from './spec-field.tsx';
import { useTyped } from './use-typed.ts';
import { useWrite } from './use-write.ts';
import { asTyped, isMapping, type Path, valueAt } from './value-at.ts';

/** How the value of a kind is written. */
export type KindForm = 'text' | 'long' | 'number' | 'words' | 'json';

export interface Kind extends SelectOption {
  form: KindForm;
  start: JsonValue;
}

export interface OneKeyFieldProps {
  label: string;
  path: Path;
  kinds: readonly Kind[];
}

/** A mapping with one key, which says of what kind it is: a check, an assertion. */
export function OneKeyField({ label, path, kinds }: OneKeyFieldProps) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const held = valueAt(content.value, path);
  const key = isMapping(held) ? (Object.keys(held)[0] ?? '') : '';
  const kind = kinds.find(({ value }) => value === key);
  const options = kind ? kinds : [...kinds, { value: key, label: key || 'Choose…' }];
  return (
    <SpecField label={label} hideLabel path={path} refused={refused} deep className="flex-1">
      {(control) => (
        <div className="grid gap-2 @lg:grid-cols-[14rem_minmax(0,1fr)]">
          <Select
            {...control}
            value={key}
            disabled={!editable}
            options={options}
            onValueChange={(next) => {
              const found = kinds.find(({ value }) => value === next);
              if (found) write([{ type: 'set', path, value: { [found.value]: startOf(found, held, key) } }]);
            }}
          />
          {kind ? (
            <KindValue
              key={kind.value}
              label={`${label}: ${kind.label}`}
              path={[...path, kind.value]}
              form={kind.form}
            />
          ) : (
            <code className="truncate self-center text-muted text-xs">{asTyped(held)}</code>
          )}
        </div>
      )}
    </SpecField>
  );
}

/** A text goes on as the text of another kind. */
function startOf({ start }: Kind, held: JsonValue | undefined, key: string): JsonValue {
  const old = isMapping(held) ? held[key] : undefined;
  return typeof start === 'string' && typeof old === 'string' ? old : start;
}

function KindValue({ label, path, form }: { label: string; path: Path; form: KindForm }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const value = valueAt(content.value, path);
  const shown = shownAs(form, value);
  const typed = useTyped(shown);
  const [wrong, setWrong] = useState<string | null>(null);
  function onText(text: string): void {
    const read = readAs(form, text);
    setWrong('wrong' in read ? read.wrong : null);
    if ('wrong' in read) typed.type(text, shown);
    else
      typed.type(
        text,
        write([{ type: 'set', path, value: read.value }], true) ? shownAs(form, read.value) : shown,
      );
  }
  const control = {
    'aria-label': label,
    'aria-invalid': wrong !== null || refused !== null ? (true as const) : undefined,
    value: typed.shown,
    readOnly: !editable,
    onBlur: () => (wrong || refused ? undefined : typed.rest()),
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {form === 'long' || form === 'json' ? (
        <Textarea
          {...control}
          rows={2}
          className="font-mono text-sm"
          onChange={({ target }) => onText(target.value)}
        />
      ) : (
        <Input {...control} autoComplete="off" onChange={({ target }) => onText(target.value)} />
      )}
      {wrong ? (
        <p role="alert" className="text-danger text-xs">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}

/** A text that is JSON too would be read as that: it is shown in quotes. */
function shownAs(form: KindForm, value: JsonValue | undefined): string {
  if (form === 'words' && Array.isArray(value)) return value.map(asTyped).join(', ');
  if (form === 'json') return value === undefined ? '' : JSON.stringify(value);
  return asTyped(value);
}

function readAs(form: KindForm, text: string): { value: JsonValue } | { wrong: string } {
  switch (form) {
    case 'number': {
      const number = Number(text);
      return text.trim() !== '' && Number.isFinite(number)
        ? { value: number }
        : { wrong: 'This is no number.' };
    }
    case 'words':
      return {
        value: text
          .split(',')
          .map((word) => word.trim())
          .filter(Boolean),
      };
    case 'json':
      try {
        return { value: JSON.parse(text) as JsonValue };
      } catch {
        return { wrong: 'This is no JSON. A text stands in quotes: "Paris".' };
      }
    default:
      return { value: text };
  }
}

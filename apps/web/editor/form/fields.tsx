import type { JsonValue, SpecOperation } from '@agent-factory/spec';
import { Input, Select, type SelectOption, Switch, Textarea } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import { useEditor } from '../editor-context.ts';
import { useForm } from './form-context.ts';
import { putAt, SpecField } from './spec-field.tsx';
import { useTyped } from './use-typed.ts';
import { useWrite } from './use-write.ts';
import { asTyped, type Path, valueAt } from './value-at.ts';

interface FieldBase {
  label: string;
  hideLabel?: boolean;
  hint?: ReactNode;
  path: Path;
  className?: string;
}

export interface TextFieldProps extends FieldBase {
  /** Left empty it is taken out; else it is written as an empty text. */
  optional?: boolean;
  rows?: number;
  mono?: boolean;
  placeholder?: string;
  list?: string;
  /** How what was typed is written; the usual: as the value of the path. */
  operations?: (text: string) => SpecOperation[];
}

/** A text of the spec, on one line or on several. */
export function TextField({
  optional = false,
  rows,
  mono = false,
  placeholder,
  list,
  operations,
  path,
  ...field
}: TextFieldProps) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const value = valueAt(content.value, path);
  const typed = useTyped(asTyped(value));

  function onText(text: string): void {
    const isGone = optional && text === '';
    if (isGone && value === undefined) {
      typed.rest();
      return;
    }
    const made = operations?.(text) ?? [putAt(path, isGone ? undefined : text)];
    typed.type(text, write(made, true) ? held(text) : asTyped(value));
  }
  // Prose loses the blank lines around it.
  const held = (text: string) => (path[0] === 'instructions' ? proseOf(text) : text);
  return (
    <SpecField path={path} refused={refused} {...field}>
      {(control) => {
        const parts = {
          ...control,
          value: typed.shown,
          placeholder,
          readOnly: !editable,
          onBlur: () => (refused ? undefined : typed.rest()),
          className: mono ? 'font-mono text-sm' : undefined,
        };
        return rows ? (
          <Textarea {...parts} rows={rows} onChange={({ target }) => onText(target.value)} />
        ) : (
          <Input {...parts} list={list} autoComplete="off" onChange={({ target }) => onText(target.value)} />
        );
      }}
    </SpecField>
  );
}

function proseOf(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

export interface NumberFieldProps extends FieldBase {
  placeholder?: string;
  unit?: string;
  operations?: (value: number | null) => SpecOperation[];
}

/** A number; empty takes it out. What is no number stays in the field and says so. */
export function NumberField({ placeholder, unit, operations, path, ...field }: NumberFieldProps) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const value = valueAt(content.value, path);
  const typed = useTyped(asTyped(value));
  const isWrong = typed.shown.trim() !== '' && !Number.isFinite(Number(typed.shown));

  function onText(text: string): void {
    const number = text.trim() === '' ? null : Number(text);
    if (number !== null && !Number.isFinite(number)) {
      typed.type(text, asTyped(value));
      return;
    }
    if (number === null && value === undefined) {
      typed.rest();
      return;
    }
    const made = operations?.(number) ?? [putAt(path, number ?? undefined)];
    typed.type(text, write(made, true) ? asTyped(number) : asTyped(value));
  }
  return (
    <SpecField path={path} refused={refused} {...field}>
      {(control) => (
        <>
          <div className="flex items-center gap-2">
            <Input
              {...control}
              aria-invalid={isWrong || control['aria-invalid']}
              inputMode="decimal"
              autoComplete="off"
              className="max-w-40 tabular-nums"
              value={typed.shown}
              placeholder={placeholder}
              readOnly={!editable}
              onBlur={() => (refused || isWrong ? undefined : typed.rest())}
              onChange={({ target }) => onText(target.value)}
            />
            {unit ? <span className="text-muted text-sm">{unit}</span> : null}
          </div>
          {isWrong ? (
            <p role="alert" className="text-danger text-xs">
              “{typed.shown}” is no number; the spec still says {asTyped(value) || 'nothing'}.
            </p>
          ) : null}
        </>
      )}
    </SpecField>
  );
}

export interface ChoiceFieldProps extends FieldBase {
  options: readonly SelectOption[];
  /** What leaving it out is called; without it, it cannot be left out. */
  unset?: string;
  operations?: (value: string) => SpecOperation[];
}

/** One of several words. One that is not among them is shown as it is written. */
export function ChoiceField({ options, unset, operations, path, ...field }: ChoiceFieldProps) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const value = asTyped(valueAt(content.value, path));
  const isKnown = value === '' ? unset !== undefined : options.some((option) => option.value === value);
  const offered = [
    ...(unset === undefined ? [] : [{ value: '', label: unset }]),
    ...options,
    ...(isKnown ? [] : [{ value, label: value === '' ? 'Choose…' : `${value} (not known)` }]),
  ];
  return (
    <SpecField path={path} refused={refused} {...field}>
      {(control) => (
        <Select
          {...control}
          value={value}
          disabled={!editable}
          options={offered}
          className="w-full"
          onValueChange={(next) => write(operations?.(next) ?? [putAt(path, next === '' ? undefined : next)])}
        />
      )}
    </SpecField>
  );
}

/** On or off; off is written by leaving it out. */
export function SwitchField({ label, hint, path, on = true }: FieldBase & { on?: JsonValue }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const value = valueAt(content.value, path);
  const isOn = value !== undefined && value !== false;
  return (
    <SpecField label={label} hideLabel path={path} refused={refused}>
      {(control) => (
        <div className="flex items-start gap-3">
          <Switch
            {...control}
            aria-label={label}
            checked={isOn}
            disabled={!editable}
            onCheckedChange={(next) => write([putAt(path, next ? on : undefined)])}
          />
          <span className="min-w-0 text-sm">
            {label}
            <span className="block text-muted text-xs">{hint}</span>
          </span>
        </div>
      )}
    </SpecField>
  );
}

/** A list of words, separated by commas; empty takes it out. */
export function WordsField({
  path,
  placeholder,
  list,
  ...field
}: FieldBase & { placeholder?: string; list?: string }) {
  const { content } = useForm();
  const editable = useEditor((state) => state.editable);
  const { write, refused } = useWrite(path);
  const value = valueAt(content.value, path);
  const words = Array.isArray(value) ? value.map(asTyped).join(', ') : asTyped(value);
  const typed = useTyped(words);
  return (
    <SpecField path={path} refused={refused} deep {...field}>
      {(control) => (
        <Input
          {...control}
          list={list}
          autoComplete="off"
          value={typed.shown}
          placeholder={placeholder}
          readOnly={!editable}
          onBlur={() => (refused ? undefined : typed.rest())}
          onChange={({ target }) => {
            const next = [...new Set(target.value.split(/[,\n]/).map((word) => word.trim()))].filter(Boolean);
            if (next.length === 0 && value === undefined) {
              typed.type(target.value, words);
              return;
            }
            const isMade = write([putAt(path, next.length === 0 ? undefined : next)], true);
            typed.type(target.value, isMade ? next.join(', ') : words);
          }}
        />
      )}
    </SpecField>
  );
}

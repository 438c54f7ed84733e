'use client';

import type { AssertionKind } from '@agent-factory/contracts';
import { Button, Field, Input, Select, Textarea } from '@agent-factory/ui';
import { Trash2 } from 'lucide-react';
import { type AssertionField, assertionFields } from './assertion-fields.ts';
import { type DraftAssertion, newAssertion } from './draft-assertion.ts';
import { kindTitles } from './kind-title.ts';

const kinds = Object.keys(assertionFields) as AssertionKind[];

export interface AssertionFormProps {
  assertion: DraftAssertion;
  errors: Readonly<Record<string, string>> | undefined;
  onChange: (assertion: DraftAssertion) => void;
  onRemove: () => void;
}

/** One expectation: its kind, whether its opposite is meant, and what that kind asks for. */
export function AssertionForm({ assertion, errors, onChange, onRemove }: AssertionFormProps) {
  const { kind, not, values } = assertion;
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border bg-surface p-3">
      <legend className="sr-only">{kindTitles[kind]}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          size="sm"
          aria-label="Kind"
          className="min-w-0 flex-1"
          value={kind}
          onValueChange={(value) => {
            const next = kinds.find((one) => one === value);
            if (next) onChange({ ...newAssertion(next), key: assertion.key, not });
          }}
          options={kinds.map((value) => ({ value, label: kindTitles[value] }))}
        />
        <label className="inline-flex items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            checked={not}
            onChange={({ target }) => onChange({ ...assertion, not: target.checked })}
            className="size-4 accent-accent-solid"
          />
          Must not
        </label>
        <Button variant="ghost" size="icon-sm" aria-label="Remove expectation" onClick={onRemove}>
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {assertionFields[kind].map((field) => (
        <OneField
          key={`${kind}.${field.name}`}
          field={field}
          value={values[field.name] ?? ''}
          error={errors?.[field.name]}
          onChange={(value) => onChange({ ...assertion, values: { ...values, [field.name]: value } })}
        />
      ))}
    </fieldset>
  );
}

function OneField({
  field,
  value,
  error,
  onChange,
}: {
  field: AssertionField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { label, as, options, hint } = field;
  if (as === 'flag') {
    return (
      <label className="inline-flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={value === 'true'}
          onChange={({ target }) => onChange(String(target.checked))}
          className="size-4 accent-accent-solid"
        />
        {label}
      </label>
    );
  }
  return (
    <Field label={label} error={error}>
      {(control) => {
        if (as === 'choice') {
          return (
            <Select
              {...control}
              size="sm"
              className="w-full"
              value={value}
              onValueChange={onChange}
              options={(options ?? []).map((one) => ({ value: one, label: inWords(one) }))}
            />
          );
        }
        const written = {
          ...control,
          value,
          placeholder: hint,
          spellCheck: as === 'area',
          onChange: (event: { target: { value: string } }) => onChange(event.target.value),
        };
        if (as === 'text') return <Input {...written} autoComplete="off" />;
        if (as === 'number') return <Input {...written} inputMode="decimal" className="max-w-40" />;
        return <Textarea {...written} rows={2} className={as === 'json' ? 'font-mono text-sm' : ''} />;
      }}
    </Field>
  );
}

function inWords(value: string): string {
  if (value === 'true') return 'Yes';
  if (value === 'false') return 'No';
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

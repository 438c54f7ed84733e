'use client';

import { Field, Input, Select, Textarea } from '@agent-factory/ui';
import type { InputField } from './input-fields.ts';

export interface InputFormProps {
  fields: readonly InputField[];
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  onChange: (name: string, value: string) => void;
}

const unset = { value: '', label: 'Not given' };
const booleans = [unset, { value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }];

export function InputForm({ fields, values, errors, onChange }: InputFormProps) {
  return (
    <>
      {fields.map((field) => (
        <Field
          key={field.name}
          label={field.label}
          description={field.description || undefined}
          error={errors[field.name]}
        >
          {(control) => {
            const shared = { ...control, value: values[field.name] ?? '' };
            switch (field.kind) {
              case 'line':
              case 'number':
                return (
                  <Input
                    {...shared}
                    inputMode={field.kind === 'number' ? 'decimal' : undefined}
                    onChange={(event) => onChange(field.name, event.target.value)}
                  />
                );
              case 'choice':
              case 'boolean':
                return (
                  <Select
                    {...shared}
                    options={
                      field.kind === 'boolean'
                        ? booleans
                        : [unset, ...field.choices.map((value) => ({ value, label: value }))]
                    }
                    onValueChange={(value) => onChange(field.name, value)}
                  />
                );
              case 'text':
              case 'json':
                return (
                  <Textarea
                    {...shared}
                    rows={3}
                    placeholder={field.kind === 'json' ? 'JSON' : 'Ask the agent something'}
                    className={field.kind === 'json' ? 'font-mono' : undefined}
                    onChange={(event) => onChange(field.name, event.target.value)}
                  />
                );
            }
          }}
        </Field>
      ))}
    </>
  );
}

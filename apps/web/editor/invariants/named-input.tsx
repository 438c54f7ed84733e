import { Field, Input, Textarea } from '@agent-factory/ui';
import { useId } from 'react';

export interface NamedInputProps {
  label: string;
  value: string;
  onText: (text: string) => void;
  type?: 'text' | 'number';
  rows?: number;
  mono?: boolean;
  autoFocus?: boolean;
  description?: string;
  error?: string | undefined;
  /** Offered while typing. */
  options?: readonly string[];
}

/** A field of the builder, which nothing is written from before the rule is taken. */
export function NamedInput({
  label,
  value,
  onText,
  type = 'text',
  rows,
  mono,
  autoFocus,
  options = [],
  ...field
}: NamedInputProps) {
  const listId = useId();
  const className = mono ? 'font-mono text-sm' : undefined;
  return (
    <Field label={label} {...field}>
      {(control) =>
        rows ? (
          <Textarea
            {...control}
            rows={rows}
            value={value}
            className={className}
            onChange={({ target }) => onText(target.value)}
          />
        ) : (
          <>
            <Input
              {...control}
              autoFocus={autoFocus}
              type={type}
              step="any"
              autoComplete="off"
              list={options.length > 0 ? listId : undefined}
              value={value}
              className={className}
              onChange={({ target }) => onText(target.value)}
            />
            {options.length > 0 ? (
              <datalist id={listId}>
                {options.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            ) : null}
          </>
        )
      }
    </Field>
  );
}

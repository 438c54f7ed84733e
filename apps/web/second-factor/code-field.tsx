import { Field, Input } from '@agent-factory/ui';

interface CodeFieldProps {
  value: string;
  onChange: (code: string) => void;
  label?: string;
  description?: string;
  /** Six digits alone; else a recovery code may be typed. */
  digits?: boolean;
}

/** Where a code is typed, or put in by the phone's own keyboard. */
export function CodeField({ value, onChange, label = 'Code', description, digits = true }: CodeFieldProps) {
  return (
    <Field label={label} description={description}>
      {(control) => (
        <Input
          {...control}
          value={value}
          autoFocus
          autoComplete="one-time-code"
          inputMode={digits ? 'numeric' : 'text'}
          maxLength={digits ? 7 : 40}
          spellCheck={false}
          className="font-mono tracking-widest"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

import { Field, Textarea } from '@agent-factory/ui';
import { longestDescription } from './longest-description.ts';

export interface DescribeFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** Ctrl+Enter or ⌘Enter. */
  onSubmit: () => void;
  autoFocus?: boolean;
}

/** What a draft is made from, in the author's words. */
export function DescribeField({
  label,
  placeholder,
  value,
  onChange,
  onSubmit,
  autoFocus = false,
}: DescribeFieldProps) {
  return (
    <Field
      label={label}
      description="It is given to a model of your team’s choice, or to fixed rules where there is none."
    >
      {(control) => (
        <Textarea
          {...control}
          rows={5}
          maxLength={longestDescription}
          autoFocus={autoFocus}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            // The page behind it runs the agent by these keys.
            event.stopPropagation();
            onSubmit();
          }}
        />
      )}
    </Field>
  );
}

import { NumberField } from './fields.tsx';
import { FormSection } from './form-section.tsx';

const limits = [
  {
    key: 'maxCostUsd',
    label: 'Cost',
    unit: 'US dollars',
    hint: 'A ceiling: reserved before each model call.',
  },
  { key: 'maxSteps', label: 'Steps', unit: 'model calls', hint: '' },
  { key: 'maxSeconds', label: 'Time', unit: 'seconds', hint: '' },
  { key: 'maxOutputTokens', label: 'Output of each call', unit: 'tokens', hint: '' },
  {
    key: 'maxTokens',
    label: 'Tokens of a whole run',
    unit: 'tokens',
    hint: 'Left out: what the money buys.',
  },
  { key: 'maxDepth', label: 'Agents inside each other', unit: 'levels', hint: 'Left out: 4.' },
] as const;

/** Ceilings of one run. */
export function LimitsSection() {
  return (
    <FormSection id="limits" title="Limits" path={['limits']} hint="No run goes over any of them.">
      <div className="grid gap-4 @lg:grid-cols-2">
        {limits.map(({ key, label, unit, hint }) => (
          <NumberField
            key={key}
            label={label}
            unit={unit}
            hint={hint}
            path={['limits', key]}
            placeholder="default"
            operations={(value) => [{ type: 'setLimit', limit: key, value }]}
          />
        ))}
      </div>
    </FormSection>
  );
}

import { TextField } from './fields.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { isMapping, valueAt } from './value-at.ts';

/** What the agent is told, in Markdown. */
export function InstructionsSection() {
  const { content } = useForm();
  const fields = valueAt(content.value, ['input', 'properties']);
  const names = isMapping(fields) ? Object.keys(fields) : ['query'];
  return (
    <FormSection
      id="instructions"
      title="Instructions"
      path={['instructions']}
      hint={`Markdown. A run’s input comes with them, field by field: ${names.join(', ')}.`}
    >
      <TextField
        label="Instructions"
        hideLabel
        path={['instructions']}
        rows={14}
        mono
        optional
        operations={(text) => [{ type: 'setInstructions', text }]}
      />
    </FormSection>
  );
}

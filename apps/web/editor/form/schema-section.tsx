import type { SchemaSide } from '@agent-factory/spec';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { SchemaFields } from './schema-fields.tsx';
import { outerWrites } from './schema-writes.ts';
import { isMapping, valueAt } from './value-at.ts';

const words = {
  input: { title: 'Input', hint: 'What a run takes. Without any field: one text called query.' },
  output: { title: 'Output', hint: 'What a run answers. Without any field: plain text.' },
} as const;

/** What a run takes or answers, field by field; whatever else a JSON Schema can say stays in the text. */
export function SchemaSection({ of }: { of: SchemaSide }) {
  const { content } = useForm();
  const { title, hint } = words[of];
  const schema = valueAt(content.value, [of]);
  const isBuilt = schema === undefined || (isMapping(schema) && isObjectSchema(schema.type));
  return (
    <FormSection id={of} title={title} path={[of]} hint={hint}>
      {isBuilt ? (
        <SchemaFields path={[of]} writes={outerWrites(of)} />
      ) : (
        <p className="text-muted text-sm">
          This schema is more than a list of fields; it is edited in the text.
        </p>
      )}
    </FormSection>
  );
}

function isObjectSchema(type: unknown): boolean {
  return type === 'object' || type === undefined;
}

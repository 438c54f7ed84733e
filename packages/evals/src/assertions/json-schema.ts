import type { Json } from '../observation.ts';
import { excerpt, found, GraderError, type Outcome, type Scene } from './outcome.ts';

/** Whether the answer fits a JSON Schema; null stands for the agent's own output schema. */
export function jsonSchema(
  { schema }: { schema: Readonly<Record<string, Json>> | null },
  { observation, ports }: Scene,
): Outcome {
  const wanted = schema ?? ports.outputSchema;
  if (wanted === null) {
    throw new GraderError(
      'The agent has no output schema: give the schema here, or add `output` to the spec.',
    );
  }
  const violations = ports.engines.schemaViolations(wanted, observation.output);
  const reason =
    violations.length === 0
      ? 'The answer fits the schema.'
      : `The answer does not fit the schema: ${violations
          .slice(0, 3)
          .map(({ pointer, message }) => `${pointer === '' ? 'it' : pointer} ${message}`)
          .join('; ')}.`;
  return found(violations.length === 0, reason, { evidence: excerpt(observation.text) });
}

import type { JsonSchema } from './json-schema.ts';
import { agentShape } from './language/agent-shape.ts';
import { teamShape } from './language/team-shape.ts';

/**
 * JSON Schema (draft 2020-12) of what authors write, for completion in editors and for other tools; served
 * at `/schema/agent-v1.json`. It says what form a spec has; what refers to what, only `parseSpec` knows.
 */
export const specJsonSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:agentfactory:schema:agent-v1',
  title: 'Agent Factory spec',
  description: 'An agent or a team of agents, in the language agentfactory/v1.',
  type: 'object',
  if: { properties: { kind: { const: 'Team' } }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { $ref: '#/$defs/team' },
  else: { $ref: '#/$defs/agent' },
  $defs: { agent: agentShape.schema, team: teamShape.schema },
};

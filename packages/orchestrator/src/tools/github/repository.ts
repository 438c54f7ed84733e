import type { JsonSchema, JsonValue } from '@agent-factory/spec';

/** `owner/name`, as people write it. */
export const repositorySchema = {
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$',
  description: 'Owner and name, for example "octokit/core.js".',
} as const satisfies JsonSchema;

/** Of an argument that fits the schema above. */
export function repositoryOf(value: JsonValue | undefined): { owner: string; repo: string } {
  const [owner = '', repo = ''] = typeof value === 'string' ? value.split('/') : [];
  return { owner, repo };
}

import type { JsonSchema, JsonValue } from '@agent-factory/spec';
import { listOf, numberOf, startOf, textOf } from '../vendor/read-json.ts';

const maxBody = 2_000;

/** What all of our tools say of an issue or a pull request. */
export const issueSchema = {
  type: 'object',
  properties: {
    number: { type: ['integer', 'null'] },
    title: { type: ['string', 'null'] },
    state: { type: ['string', 'null'] },
    url: { type: ['string', 'null'] },
    author: { type: ['string', 'null'] },
    labels: { type: 'array', items: { type: 'string' } },
    updated: { type: ['string', 'null'] },
    body: { type: ['string', 'null'], description: `At most ${maxBody} characters.` },
  },
  required: ['number', 'title', 'state', 'url', 'author', 'labels', 'updated', 'body'],
} as const satisfies JsonSchema;

export function readIssue(issue: unknown): { [key: string]: JsonValue } {
  return {
    number: numberOf(issue, 'number'),
    title: textOf(issue, 'title'),
    state: textOf(issue, 'state'),
    url: textOf(issue, 'html_url'),
    author: textOf(issue, 'user', 'login'),
    // A label is a name, or an object with one.
    labels: listOf(issue, 'labels').flatMap((label) => textOf(label, 'name') ?? textOf(label) ?? []),
    updated: textOf(issue, 'updated_at'),
    body: startOf(textOf(issue, 'body'), maxBody),
  };
}

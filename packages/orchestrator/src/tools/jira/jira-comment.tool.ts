import { ok, type Tool, textArgument } from '../tool.ts';
import { textOf } from '../vendor/read-json.ts';
import { askJira } from './ask-jira.ts';
import { documentOf } from './document-format.ts';

export const jiraComment: Tool = {
  name: 'jira_comment',
  title: 'Jira: comment',
  description: 'Writes a comment under an issue in Jira, in the name of the connected account.',
  group: 'jira',
  input: {
    type: 'object',
    properties: {
      issue: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{1,20}-[1-9]\\d{0,9}$', description: '"ABC-123".' },
      text: { type: 'string', minLength: 1, maxLength: 30_000, description: 'Plain text.' },
    },
    required: ['issue', 'text'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: { id: { type: ['string', 'null'] }, url: { type: ['string', 'null'] } },
    required: ['id', 'url'],
  },
  effect: 'write',
  idempotent: false,
  connections: ['jira'],
  async run(input, environment, signal) {
    const issue = textArgument(input, 'issue') ?? '';
    const { value, urlOf } = await askJira(environment, signal, {
      path: `issue/${encodeURIComponent(issue)}/comment`,
      body: { body: documentOf(textArgument(input, 'text') ?? '') },
    });
    return ok({ id: textOf(value, 'id'), url: urlOf(issue) });
  },
};

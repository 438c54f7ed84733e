import { ok, type Tool, textArgument } from '../tool.ts';
import { textOf } from '../vendor/read-json.ts';
import { askJira } from './ask-jira.ts';
import { documentOf } from './document-format.ts';

export const jiraCreate: Tool = {
  name: 'jira_create',
  title: 'Jira: create an issue',
  description: 'Creates an issue in a project of Jira, in the name of the connected account.',
  group: 'jira',
  input: {
    type: 'object',
    properties: {
      project: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{1,20}$', description: 'Its key, "ABC".' },
      type: { type: 'string', minLength: 1, maxLength: 60, description: '"Task" unless said.' },
      summary: { type: 'string', minLength: 1, maxLength: 250, pattern: '^[^\\r\\n]*$' },
      description: { type: 'string', maxLength: 30_000, description: 'Plain text.' },
      labels: {
        type: 'array',
        items: { type: 'string', pattern: '^\\S{1,250}$' },
        maxItems: 20,
      },
    },
    required: ['project', 'summary'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: { key: { type: ['string', 'null'] }, url: { type: ['string', 'null'] } },
    required: ['key', 'url'],
  },
  effect: 'write',
  idempotent: false,
  connections: ['jira'],
  async run(input, environment, signal) {
    const description = textArgument(input, 'description');
    const { value, urlOf } = await askJira(environment, signal, {
      path: 'issue',
      body: {
        fields: {
          project: { key: textArgument(input, 'project') ?? '' },
          issuetype: { name: textArgument(input, 'type') ?? 'Task' },
          summary: textArgument(input, 'summary') ?? '',
          ...(description === undefined ? {} : { description: documentOf(description) }),
          ...(input.labels === undefined ? {} : { labels: input.labels }),
        },
      },
    });
    const key = textOf(value, 'key');
    return ok({ key, url: urlOf(key) });
  },
};

import { numberArgument, ok, type Tool, textArgument } from '../tool.ts';
import { fieldOf, listOf, startOf, textOf } from '../vendor/read-json.ts';
import { askJira } from './ask-jira.ts';
import { textOfDocument } from './document-format.ts';

export const jiraSearch: Tool = {
  name: 'jira_search',
  title: 'Jira: search issues',
  description:
    'Searches issues in Jira by JQL, for example "project = ABC and status != Done order by updated desc".',
  group: 'jira',
  input: {
    type: 'object',
    properties: {
      jql: { type: 'string', minLength: 1, maxLength: 2000 },
      limit: { type: 'integer', minimum: 1, maximum: 50, description: '10 unless said.' },
    },
    required: ['jql'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      issues: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            key: { type: ['string', 'null'] },
            url: { type: ['string', 'null'] },
            summary: { type: ['string', 'null'] },
            type: { type: ['string', 'null'] },
            status: { type: ['string', 'null'] },
            priority: { type: ['string', 'null'] },
            assignee: { type: ['string', 'null'] },
            updated: { type: ['string', 'null'] },
            description: { type: ['string', 'null'] },
          },
          required: ['key', 'url', 'summary', 'status'],
        },
      },
      more: { type: 'boolean', description: 'Whether there are more than these.' },
    },
    required: ['issues', 'more'],
  },
  effect: 'read',
  idempotent: true,
  connections: ['jira'],
  async run(input, environment, signal) {
    const { value, urlOf } = await askJira(environment, signal, {
      path: 'search/jql',
      body: {
        jql: textArgument(input, 'jql') ?? '',
        maxResults: numberArgument(input, 'limit') ?? 10,
        fields: ['summary', 'issuetype', 'status', 'priority', 'assignee', 'updated', 'description'],
      },
    });
    return ok({
      issues: listOf(value, 'issues').map((issue) => {
        const key = textOf(issue, 'key');
        const description = textOfDocument(fieldOf(issue, 'fields', 'description'));
        return {
          key,
          url: urlOf(key),
          summary: textOf(issue, 'fields', 'summary'),
          type: textOf(issue, 'fields', 'issuetype', 'name'),
          status: textOf(issue, 'fields', 'status', 'name'),
          priority: textOf(issue, 'fields', 'priority', 'name'),
          assignee: textOf(issue, 'fields', 'assignee', 'displayName'),
          updated: textOf(issue, 'fields', 'updated'),
          description: description === '' ? null : startOf(description, 2_000),
        };
      }),
      more: textOf(value, 'nextPageToken') !== null,
    });
  },
};

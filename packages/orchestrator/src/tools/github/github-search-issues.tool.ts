import { numberArgument, ok, type Tool, textArgument } from '../tool.ts';
import { listOf, numberOf, textOf } from '../vendor/read-json.ts';
import { askGithub } from './github-client.ts';
import { issueSchema, readIssue } from './read-issue.ts';

export const githubSearchIssues: Tool = {
  name: 'github_search_issues',
  title: 'GitHub: search issues',
  description:
    'Searches issues and pull requests on GitHub in its search language, for example "repo:nodejs/node is:issue is:open fetch".',
  group: 'github',
  input: {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, maxLength: 256 },
      sort: { enum: ['best_match', 'created', 'updated', 'comments'] },
      limit: { type: 'integer', minimum: 1, maximum: 50, description: '10 unless said.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      total: { type: ['integer', 'null'] },
      issues: {
        type: 'array',
        items: {
          ...issueSchema,
          properties: { ...issueSchema.properties, repository: { type: ['string', 'null'] } },
        },
      },
    },
    required: ['total', 'issues'],
  },
  effect: 'read',
  idempotent: true,
  connections: ['github'],
  async run(input, environment, signal) {
    const sort = (['created', 'updated', 'comments'] as const).find((each) => each === input.sort);
    const { data } = await askGithub(environment, signal, (request) =>
      request('GET /search/issues', {
        q: textArgument(input, 'query') ?? '',
        per_page: numberArgument(input, 'limit') ?? 10,
        ...(sort === undefined ? {} : { sort }),
      }),
    );
    return ok({
      total: numberOf(data, 'total_count'),
      issues: listOf(data, 'items').map((issue) => ({
        ...readIssue(issue),
        repository: textOf(issue, 'repository_url')?.split('/repos/')[1] ?? null,
      })),
    });
  },
};

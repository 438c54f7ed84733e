import { numberArgument, ok, type Tool } from '../tool.ts';
import { fieldOf, listOf, textOf } from '../vendor/read-json.ts';
import { askGithub } from './github-client.ts';
import { issueSchema, readIssue } from './read-issue.ts';
import { repositoryOf, repositorySchema } from './repository.ts';

export const githubListPulls: Tool = {
  name: 'github_list_pulls',
  title: 'GitHub: list pull requests',
  description: 'Lists the pull requests of a repository on GitHub, those that changed last first.',
  group: 'github',
  input: {
    type: 'object',
    properties: {
      repository: repositorySchema,
      state: { enum: ['open', 'closed', 'all'], description: 'open unless said.' },
      limit: { type: 'integer', minimum: 1, maximum: 50, description: '10 unless said.' },
    },
    required: ['repository'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      pulls: {
        type: 'array',
        items: {
          ...issueSchema,
          properties: {
            ...issueSchema.properties,
            draft: { type: 'boolean' },
            from: { type: ['string', 'null'] },
            into: { type: ['string', 'null'] },
          },
        },
      },
    },
    required: ['pulls'],
  },
  effect: 'read',
  idempotent: true,
  connections: ['github'],
  async run(input, environment, signal) {
    const state = (['open', 'closed', 'all'] as const).find((each) => each === input.state) ?? 'open';
    const { data } = await askGithub(environment, signal, (request) =>
      request('GET /repos/{owner}/{repo}/pulls', {
        ...repositoryOf(input.repository),
        state,
        sort: 'updated',
        direction: 'desc',
        per_page: numberArgument(input, 'limit') ?? 10,
      }),
    );
    return ok({
      pulls: listOf(data).map((pull) => ({
        ...readIssue(pull),
        draft: fieldOf(pull, 'draft') === true,
        from: textOf(pull, 'head', 'label'),
        into: textOf(pull, 'base', 'label'),
      })),
    });
  },
};

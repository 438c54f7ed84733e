import { numberArgument, ok, type Tool, textArgument } from '../tool.ts';
import { numberOf, textOf } from '../vendor/read-json.ts';
import { askGithub } from './github-client.ts';
import { repositoryOf, repositorySchema } from './repository.ts';

export const githubComment: Tool = {
  name: 'github_comment',
  title: 'GitHub: comment',
  description:
    'Writes a comment under an issue or a pull request on GitHub, in the name of the connected account.',
  group: 'github',
  input: {
    type: 'object',
    properties: {
      repository: repositorySchema,
      number: { type: 'integer', minimum: 1, description: 'Of the issue or the pull request.' },
      body: { type: 'string', minLength: 1, maxLength: 60_000, description: 'Markdown.' },
    },
    required: ['repository', 'number', 'body'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: { id: { type: ['integer', 'null'] }, url: { type: ['string', 'null'] } },
    required: ['id', 'url'],
  },
  effect: 'write',
  idempotent: false,
  connections: ['github'],
  async run(input, environment, signal) {
    const { data } = await askGithub(environment, signal, (request) =>
      request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...repositoryOf(input.repository),
        issue_number: numberArgument(input, 'number') ?? 0,
        body: textArgument(input, 'body') ?? '',
      }),
    );
    return ok({ id: numberOf(data, 'id'), url: textOf(data, 'html_url') });
  },
};

import { ok, type Tool, textArgument } from '../tool.ts';
import { askGithub } from './github-client.ts';
import { issueSchema, readIssue } from './read-issue.ts';
import { repositoryOf, repositorySchema } from './repository.ts';

export const githubCreateIssue: Tool = {
  name: 'github_create_issue',
  title: 'GitHub: open an issue',
  description: 'Opens an issue in a repository on GitHub, in the name of the connected account.',
  group: 'github',
  input: {
    type: 'object',
    properties: {
      repository: repositorySchema,
      title: { type: 'string', minLength: 1, maxLength: 256 },
      body: { type: 'string', maxLength: 60_000, description: 'Markdown.' },
      labels: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 50 }, maxItems: 20 },
    },
    required: ['repository', 'title'],
    additionalProperties: false,
  },
  output: issueSchema,
  effect: 'write',
  idempotent: false,
  connections: ['github'],
  async run(input, environment, signal) {
    const body = textArgument(input, 'body');
    const labels = Array.isArray(input.labels)
      ? input.labels.filter((each) => typeof each === 'string')
      : undefined;
    const { data } = await askGithub(environment, signal, (request) =>
      request('POST /repos/{owner}/{repo}/issues', {
        ...repositoryOf(input.repository),
        title: textArgument(input, 'title') ?? '',
        ...(body === undefined ? {} : { body }),
        ...(labels === undefined ? {} : { labels }),
      }),
    );
    return ok(readIssue(data));
  },
};

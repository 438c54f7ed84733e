import { ok, type Tool, textArgument } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';
import { fieldOf, listOf, numberOf, textOf } from '../vendor/read-json.ts';
import { askGithub } from './github-client.ts';
import { repositoryOf, repositorySchema } from './repository.ts';

export const githubReadFile: Tool = {
  name: 'github_read_file',
  title: 'GitHub: read a file',
  description:
    'Reads a text file of a repository on GitHub, or the names in a folder, at the default branch unless another branch, tag or commit is given.',
  group: 'github',
  input: {
    type: 'object',
    properties: {
      repository: repositorySchema,
      path: { type: 'string', maxLength: 1000, description: 'From the root, "" for the root itself.' },
      ref: { type: 'string', minLength: 1, maxLength: 250, description: 'A branch, tag or commit.' },
    },
    required: ['repository', 'path'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      path: { type: 'string' },
      url: { type: ['string', 'null'] },
      text: { type: 'string' },
      entries: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: ['string', 'null'] },
            type: { type: ['string', 'null'] },
            bytes: { type: ['integer', 'null'] },
          },
          required: ['name', 'type'],
        },
      },
    },
    required: ['path'],
  },
  effect: 'read',
  idempotent: true,
  connections: ['github'],
  async run(input, environment, signal) {
    const path = (textArgument(input, 'path') ?? '').replace(/^\/+|\/+$/g, '');
    if (path.split('/').includes('..')) throw new ToolProblem('A path begins at the root and has no "..".');
    const ref = textArgument(input, 'ref');
    const { data } = await askGithub(environment, signal, (request) =>
      request('GET /repos/{owner}/{repo}/contents/{path}', {
        ...repositoryOf(input.repository),
        path,
        ...(ref === undefined ? {} : { ref }),
      }),
    );
    if (Array.isArray(data)) {
      const entries = listOf(data).map((entry) => ({
        name: textOf(entry, 'name'),
        type: textOf(entry, 'type'),
        bytes: numberOf(entry, 'size'),
      }));
      return ok({ path, url: null, entries });
    }
    return ok({ path, url: textOf(data, 'html_url'), text: contentOf(data, path) });
  },
};

function contentOf(data: unknown, path: string): string {
  if (fieldOf(data, 'encoding') !== 'base64') {
    // GitHub leaves out what has more than a megabyte, and says `none`.
    throw new ToolProblem(`"${path}" is too large, or no file that GitHub shows.`);
  }
  const bytes = Buffer.from(textOf(data, 'content') ?? '', 'base64');
  if (bytes.includes(0)) throw new ToolProblem(`"${path}" is not a text file.`);
  return bytes.toString('utf8');
}

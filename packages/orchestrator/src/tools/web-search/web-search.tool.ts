import { numberArgument, ok, type Tool, textArgument } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';
import { brave } from './brave.ts';
import { perplexity } from './perplexity.ts';
import type { Recency, SearchProvider } from './search-provider.ts';
import { searxng } from './searxng.ts';
import { tavily } from './tavily.ts';

const providers = { perplexity, tavily, brave, searxng } as const satisfies Record<string, SearchProvider>;
/** In the order of preference where a team has connected several. */
const kinds = ['perplexity', 'tavily', 'brave', 'searxng'] as const satisfies (keyof typeof providers)[];
const recencies: readonly Recency[] = ['day', 'week', 'month', 'year'];

/** Searches the web by whichever provider the team, or else the operator, has set up. */
export const webSearch: Tool = {
  name: 'web_search',
  title: 'Web search',
  description:
    'Searches the web and gives pages with title, address, a piece of their text and, where it is known, their date.',
  input: {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, maxLength: 400 },
      limit: { type: 'integer', minimum: 1, maximum: 20, description: 'How many pages; 5 unless said.' },
      recency: { enum: [...recencies], description: 'Only pages of the last day, week, month or year.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      provider: { type: 'string' },
      results: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            title: { type: 'string' },
            url: { type: 'string' },
            snippet: { type: 'string' },
            published: { type: ['string', 'null'] },
          },
          required: ['title', 'url', 'snippet', 'published'],
          additionalProperties: false,
        },
      },
    },
    required: ['provider', 'results'],
  },
  effect: 'read',
  idempotent: true,
  connections: kinds,
  async run(input, { credential, clock }, signal) {
    const found = await credential(...kinds);
    const kind = kinds.find((each) => each === found.kind);
    if (kind === undefined) throw new ToolProblem(`"${found.kind}" cannot search the web.`);
    const provider: SearchProvider = providers[kind];
    const limit = numberArgument(input, 'limit') ?? 5;
    const results = await provider.search(
      {
        query: textArgument(input, 'query') ?? '',
        limit,
        recency: recencies.find((each) => each === input.recency) ?? null,
      },
      { credential: found, signal, nowMs: clock.now() },
    );
    return ok({
      provider: provider.title,
      results: results.slice(0, limit).map((result) => ({ ...result })),
    });
  },
};

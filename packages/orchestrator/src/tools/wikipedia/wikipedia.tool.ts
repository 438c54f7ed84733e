import { numberArgument, ok, type Tool, textArgument } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';
import { askVendor } from '../vendor/ask-vendor.ts';
import { listOf, numberOf, textOf } from '../vendor/read-json.ts';

/** One question to MediaWiki's action API: the search and the beginnings of what it finds. */
export const wikipedia: Tool = {
  name: 'wikipedia',
  title: 'Wikipedia',
  description: 'Searches Wikipedia in a language and gives each article’s title, address and beginning.',
  input: {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, maxLength: 300 },
      language: {
        type: 'string',
        pattern: '^[a-z]{2,3}(-[a-z]{2,10})?$',
        description: 'Code of the language, for example "de"; "en" unless said.',
      },
      limit: { type: 'integer', minimum: 1, maximum: 10, description: '3 unless said.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      language: { type: 'string' },
      articles: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            title: { type: 'string' },
            url: { type: 'string' },
            summary: { type: 'string' },
          },
          required: ['title', 'url', 'summary'],
        },
      },
    },
    required: ['language', 'articles'],
  },
  effect: 'read',
  idempotent: true,
  connections: [],
  async run(input, { egress, clock }, signal) {
    const language = textArgument(input, 'language') ?? 'en';
    const parameters = new URLSearchParams({
      action: 'query',
      generator: 'search',
      gsrsearch: textArgument(input, 'query') ?? '',
      gsrlimit: String(numberArgument(input, 'limit') ?? 3),
      prop: 'extracts|info',
      exintro: '1',
      explaintext: '1',
      exchars: '1200',
      exlimit: 'max',
      inprop: 'url',
      format: 'json',
      formatversion: '2',
    });
    const answer = await askVendor({
      vendor: 'Wikipedia',
      egress,
      url: `https://${language}.wikipedia.org/w/api.php?${parameters}`,
      signal,
      nowMs: clock.now(),
    });
    // MediaWiki answers 200 to what it refuses.
    const refusal = textOf(answer, 'error', 'info');
    if (refusal !== null) throw new ToolProblem(`Wikipedia refused: ${refusal}`);
    const pages = listOf(answer, 'query', 'pages').toSorted(
      (a, b) => (numberOf(a, 'index') ?? 0) - (numberOf(b, 'index') ?? 0),
    );
    return ok({
      language,
      articles: pages.map((page) => ({
        title: textOf(page, 'title') ?? '',
        url: textOf(page, 'canonicalurl') ?? textOf(page, 'fullurl') ?? '',
        summary: textOf(page, 'extract') ?? '',
      })),
    });
  },
};

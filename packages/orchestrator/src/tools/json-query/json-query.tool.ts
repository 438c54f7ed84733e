import { ok, problem, type Tool, textArgument } from '../tool.ts';
import { runQuery } from './run-query.ts';

const maxJsonCharacters = 1_000_000;

/** Picks values out of JSON with JMESPath (jmespath.site), in a thread that is bounded in time and memory. */
export const jsonQuery: Tool = {
  name: 'json_query',
  title: 'Pick from JSON',
  description:
    'Picks values out of JSON with a JMESPath expression, for example "orders[?total > `100`].id", ' +
    '"length(items)" or "sum(items[*].price)". A leading "$." is allowed.',
  input: {
    type: 'object',
    properties: {
      json: { type: ['object', 'array', 'string'], description: 'The JSON, as a value or as its text.' },
      path: { type: 'string', minLength: 1, maxLength: 1000, description: 'The JMESPath expression.' },
    },
    required: ['json', 'path'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: { result: {} }, required: ['result'] },
  effect: 'read',
  idempotent: true,
  connections: [],
  async run(input, _, signal) {
    const json = textArgument(input, 'json') ?? JSON.stringify(input.json);
    if (json.length > maxJsonCharacters) {
      return problem(`The JSON is longer than ${maxJsonCharacters} characters.`);
    }
    const path = fromJsonPath(textArgument(input, 'path') ?? '');
    const answer = await runQuery({ json, path }, signal);
    return 'error' in answer ? problem(answer.error) : ok({ result: JSON.parse(answer.json) });
  },
};

/** Models mix in JSONPath's `["name"]`, which JMESPath spells `."name"`. */
function fromJsonPath(path: string): string {
  return path.replace(/(?<=[\w$\])"])\["((?:[^"\\]|\\.)*)"\]/g, '."$1"');
}

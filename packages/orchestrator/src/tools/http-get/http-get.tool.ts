import { ok, problem, type Tool, textArgument } from '../tool.ts';
import { vendorProblem } from '../vendor/vendor-problem.ts';
import { maxCharacters, readResponse, responseSchema } from './read-response.ts';

export const httpGet: Tool = {
  name: 'http_get',
  title: 'Read a web address',
  description: `Reads a public http(s) address and gives its status, type and content: JSON as a value, web pages as plain text, at most ${maxCharacters} characters.`,
  input: {
    type: 'object',
    properties: { url: { type: 'string', minLength: 1, maxLength: 2000 } },
    required: ['url'],
    additionalProperties: false,
  },
  output: responseSchema,
  effect: 'read',
  idempotent: true,
  connections: [],
  maxOutputBytes: 130_000,
  async run(input, { egress, clock }, signal) {
    const response = await egress.request({
      url: textArgument(input, 'url') ?? '',
      headers: { accept: 'application/json, text/html;q=0.9, text/*;q=0.8' },
      timeoutMs: 15_000,
      maxBytes: 1_000_000,
      signal,
    });
    const { url, status, headers } = response;
    if (status === 429 || status === 503) {
      throw vendorProblem({ vendor: new URL(url).host, status, headers, said: null, nowMs: clock.now() });
    }
    if (status >= 400) return problem(`${url} answered ${status}.`);
    const read = readResponse(response);
    return read.readable ? ok(read.value) : problem(read.reason);
  },
};

import { createHash } from 'node:crypto';
import type { JsonValue } from '@agent-factory/spec';
import type { EgressMethod } from '../../egress/egress-client.ts';
import { maxCharacters, readResponse, responseSchema } from '../http-get/read-response.ts';
import { ok, problem, type Tool, textArgument } from '../tool.ts';
import { ToolProblem } from '../tool-problem.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies EgressMethod[];
/** Of the connection or set by the client; another value in them is how requests are smuggled. */
const ours = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** Any request to a public address. What a model may do with it is not known, so it counts as writing. */
export const httpRequest: Tool = {
  name: 'http_request',
  title: 'Make a web request',
  description: `Makes an HTTP request to a public address, with a method, headers and a body (as JSON or as text), and gives its status, type and content, at most ${maxCharacters} characters.`,
  input: {
    type: 'object',
    properties: {
      method: { enum: [...methods] },
      url: { type: 'string', minLength: 1, maxLength: 2000 },
      headers: {
        type: 'object',
        maxProperties: 20,
        additionalProperties: { type: 'string', maxLength: 2000 },
      },
      json: { description: 'Sent as JSON; not together with "text".' },
      text: { type: 'string', maxLength: 200_000, description: 'Sent as it is.' },
    },
    required: ['method', 'url'],
    additionalProperties: false,
  },
  output: responseSchema,
  effect: 'write',
  idempotent: false,
  connections: [],
  maxOutputBytes: 130_000,
  async run(input, { egress, call }, signal) {
    const method = methods.find((each) => each === input.method) ?? 'GET';
    const response = await egress.request({
      url: textArgument(input, 'url') ?? '',
      method,
      ...contentOf(input, method, call.idempotencyKey),
      timeoutMs: 15_000,
      maxBytes: 1_000_000,
      signal,
    });
    const read = readResponse(response);
    if (response.status < 400) return read.readable ? ok(read.value) : problem(read.reason);
    // The other side says what it did not like, which helps the model to do better.
    const error = `${response.url} answered ${response.status}.`;
    return { outcome: 'error', value: read.readable ? { error, ...read.value } : { error } };
  },
};

function contentOf(
  input: Readonly<Record<string, JsonValue>>,
  method: EgressMethod,
  idempotencyKey: string,
): { headers: Record<string, string>; body?: string } {
  const headers = headersOf(input.headers);
  const text = textArgument(input, 'text');
  const body = input.json === undefined ? text : JSON.stringify(input.json);
  if (input.json !== undefined && text !== undefined) {
    throw new ToolProblem('A request has one body: give "json" or "text", not both.');
  }
  if (method === 'GET' || method === 'HEAD') {
    if (body !== undefined) throw new ToolProblem(`A ${method} request has no body.`);
    return { headers };
  }
  // APIs that know the header make the call once, however often it comes.
  headers['idempotency-key'] ??= createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40);
  if (body === undefined) return { headers };
  headers['content-type'] ??= input.json === undefined ? 'text/plain; charset=utf-8' : 'application/json';
  return { headers, body };
}

function headersOf(value: JsonValue | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  if (typeof value !== 'object' || value === null) return headers;
  for (const [written, text] of Object.entries(value)) {
    const name = written.toLowerCase();
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) || typeof text !== 'string') {
      throw new ToolProblem(`"${written.slice(0, 100)}" is not the name of a header.`);
    }
    if (ours.has(name) || name.startsWith('proxy-') || name.startsWith('sec-')) {
      throw new ToolProblem(`The header "${name}" cannot be set.`);
    }
    if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) {
      throw new ToolProblem(`The header "${name}" has a character that a header cannot have.`);
    }
    headers[name] = text;
  }
  return headers;
}

import { isAppError } from '@agent-factory/contracts';
import type { EgressResponse } from '../../egress/egress-client.ts';
import { ok, problem, type Tool, textArgument } from '../tool.ts';
import { htmlToText } from './html-to-text.ts';

const maxBytes = 1_000_000;
const maxCharacters = 20_000;

/** Reads a public web address: JSON as a value, HTML as its text, other text as it is. */
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
  output: {
    type: 'object',
    properties: {
      url: { type: 'string', description: 'Where redirects led.' },
      status: { type: 'integer' },
      content_type: { type: 'string' },
      json: {},
      text: { type: 'string' },
      truncated: { type: 'boolean' },
    },
    required: ['url', 'status', 'content_type'],
  },
  effect: 'read',
  idempotent: true,
  connections: [],
  maxOutputBytes: 130_000,
  async run(input, { egress }, signal) {
    try {
      const response = await egress.request({
        url: textArgument(input, 'url') ?? '',
        headers: { accept: 'application/json, text/html;q=0.9, text/*;q=0.8' },
        timeoutMs: 15_000,
        maxBytes,
        signal,
      });
      return response.status < 400 ? read(response) : problem(`${response.url} answered ${response.status}.`);
    } catch (error) {
      if (isAppError(error) && error.code !== 'cancelled') return problem(error.message);
      throw error;
    }
  },
};

function read({ url, status, headers, body, truncated }: EgressResponse) {
  const type = headers['content-type'] ?? 'text/plain';
  const head = { url, status, content_type: type };
  if (!/^(text\/|application\/(.*\+)?(json|xml)|application\/(javascript|x-yaml|yaml))/i.test(type)) {
    return problem(`${url} is of type "${type}", which is not text.`);
  }
  const text = decode(body, type);
  if (/json/i.test(type) && !truncated && text.length <= maxCharacters) {
    try {
      return ok({ ...head, json: JSON.parse(text) });
    } catch {
      // Not the JSON that it says it is: shown as the text that it is.
    }
  }
  const readable = /html/i.test(type) ? htmlToText(text) : text;
  return ok({
    ...head,
    text: readable.slice(0, maxCharacters),
    truncated: truncated || readable.length > maxCharacters,
  });
}

function decode(body: Buffer, type: string): string {
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

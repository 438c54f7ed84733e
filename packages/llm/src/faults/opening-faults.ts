import { gzipSync } from 'node:zlib';
import type { Step } from '../testing/misbehaving-upstream.ts';

/** A way in which an answer goes wrong before it is one. */
export interface OpeningFault {
  name: string;
  steps: readonly Step[];
  /** What the fallback's reason says. */
  reason: RegExp;
  hangs?: boolean;
}

const error = (type: string, code: string | null = null, message = 'sk-secret of the vendor') =>
  JSON.stringify({ error: { message, type, param: null, code } });

/** A whole JSON body with a status, in good order. */
export const reply = (
  status: number,
  body: string,
  headers: Record<string, string> = {},
): readonly Step[] => [
  { status, headers: { 'content-type': 'application/json', ...headers } },
  { write: body },
  'end',
];

const html = '<!doctype html><title>Sign in</title><form></form>';
const sse = { 'content-type': 'text/event-stream' };

/** An answer of Anthropic's that is not streamed. */
export const wholeMessage = (text: string): readonly Step[] =>
  reply(
    200,
    JSON.stringify({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'recorded',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 12, output_tokens: 5 },
    }),
  );

/** Another model may still answer; this one may later. */
export const passingFaults: readonly OpeningFault[] = [
  { name: 'a reset before the status', steps: ['reset'], reason: /unavailable/ },
  { name: 'a close before the status', steps: ['cut'], reason: /unavailable/ },
  { name: 'silence before the status', steps: ['hang'], reason: /no answer within/, hangs: true },
  {
    name: 'silence after the status',
    steps: [{ status: 200, headers: sse }, 'hang'],
    reason: /no answer within/,
    hangs: true,
  },
  {
    name: 'bytes that are no HTTP',
    steps: [{ bare: 'SSH-2.0-OpenSSH_9.6\r\n' }],
    reason: /unavailable|read/,
  },
  {
    name: 'headers without an end',
    steps: [{ bare: `HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n` }],
    reason: /unavailable|read/,
  },
  {
    name: 'a page to sign in',
    steps: reply(200, html, { 'content-type': 'text/html' }),
    reason: /page|read/,
  },
  { name: 'an empty body', steps: reply(200, '', sse), reason: /cut off|read/ },
  { name: 'no content', steps: [{ status: 204 }, 'end'], reason: /cut off|read/ },
  { name: 'an error with status 200', steps: reply(200, error('server_error')), reason: /unavailable/ },
  {
    name: 'JSON that is no answer, with status 200',
    steps: reply(200, '{"ok":true}'),
    reason: /read|cut off/,
  },
  { name: 'half of a JSON value', steps: reply(200, '{"choices":[{"mess'), reason: /read/ },
  {
    name: 'a compressed body that nobody asked for',
    steps: [
      { status: 200, headers: { ...sse, 'content-encoding': 'gzip' } },
      { write: gzipSync('data: [DONE]\n\n') },
      'end',
    ],
    reason: /compressed|read/,
  },
  {
    name: 'a body shorter than announced',
    steps: [{ status: 200, headers: { ...sse, 'content-length': '5000' } }, { write: 'data: {"choi' }, 'cut'],
    reason: /cut off|unavailable/,
  },
  {
    name: '429 without a time',
    steps: reply(429, error('rate_limit_error')),
    reason: /rate limited \(429\)/,
  },
  {
    name: '429 for an hour',
    steps: reply(429, error('rate_limit_error'), { 'retry-after': '3600' }),
    reason: /rate limited \(429\)/,
  },
  { name: '500', steps: reply(500, error('server_error')), reason: /unavailable \(500\)/ },
  { name: '500 without a body', steps: [{ status: 500 }, 'end'], reason: /unavailable \(500\)/ },
  {
    name: '502 with a page',
    steps: reply(502, html, { 'content-type': 'text/html' }),
    reason: /unavailable \(502\)/,
  },
  { name: '503', steps: reply(503, error('server_error')), reason: /unavailable \(503\)/ },
  { name: '529', steps: reply(529, error('overloaded_error')), reason: /unavailable \(529\)/ },
  {
    name: '500 whose body is cut off',
    steps: [{ status: 500, headers: { 'content-length': '5000' } }, { write: '{"err' }, 'cut'],
    reason: /unavailable \(500\)/,
  },
];

/** Another vendor may answer; this model never will. */
export const lastingFaults: readonly OpeningFault[] = [
  { name: 'a redirect', steps: reply(302, '', { location: 'http://127.0.0.1:1/' }), reason: /\(302\)/ },
  { name: '400', steps: reply(400, error('invalid_request_error')), reason: /invalid \(400\)/ },
  {
    name: '401',
    steps: reply(401, error('invalid_request_error', 'invalid_api_key')),
    reason: /refused the key \(401\)/,
  },
  { name: '402', steps: reply(402, error('insufficient_quota')), reason: /refused the key \(402\)/ },
  { name: '403', steps: reply(403, error('permission_error')), reason: /refused the key \(403\)/ },
  {
    name: '404',
    steps: reply(404, error('invalid_request_error', 'model_not_found')),
    reason: /does not know .*\(404\)/,
  },
];

export const contextFull = reply(
  400,
  error('invalid_request_error', 'context_length_exceeded', 'maximum context length'),
);
export const filtered = reply(
  400,
  error('invalid_request_error', 'content_filter', 'flagged by our content filter'),
);

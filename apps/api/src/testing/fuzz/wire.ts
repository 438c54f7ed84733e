import fc from 'fast-check';

/** A request as it goes over the wire. */
export interface WireRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

const types = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'text/markdown',
  'application/yaml',
  'application/octet-stream',
  'x',
];
const brokenBodies = [
  Buffer.from('{'),
  Buffer.from('{"a":1,}'),
  Buffer.from('nul'),
  Buffer.from('[1e999]'),
  Buffer.from('"\\ud800"'),
  Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from('{"a":1}{"a":2}'),
  Buffer.from('\ufeff{}'),
  Buffer.from('['.repeat(100_000)),
  Buffer.from(''),
  Buffer.from('--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nhalf'),
];
const oddHeaders: Record<string, string>[] = [
  { 'x-team-id': 'team_nothing' },
  { 'x-team-id': `team_${'0'.repeat(26)}` },
  { 'idempotency-key': 'x'.repeat(5_000) },
  { 'idempotency-key': '\u00e9' },
  { prefer: 'wait=99999999999999999999' },
  { prefer: 'wait=-1, respond-async; =' },
  { accept: 'text/event-stream' },
  { accept: 'image/png' },
  { 'accept-encoding': 'br;q=banana' },
  { 'content-encoding': 'gzip' },
  { 'last-event-id': '-1' },
  { 'last-event-id': '99999999999999999999999' },
  { 'x-request-id': 'short' },
  { range: 'bytes=0-1' },
  { 'if-none-match': '*' },
  { origin: 'https://evil.example' },
  { cookie: 'a=b; c' },
  { authorization: 'Bearer' },
  { authorization: 'Basic dTpw' },
  { 'x-api-key': 'agf_' },
  { 'x-http-method-override': 'DELETE' },
];

/** What happens to a request on its way: mostly nothing, sometimes another type, a broken body, an odd header. */
export const accidents: fc.Arbitrary<(request: WireRequest) => WireRequest> = fc.oneof(
  { weight: 14, arbitrary: fc.constant((request: WireRequest) => request) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...types)
      .map((type) => (request: WireRequest) => withHeaders(request, { 'content-type': type })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...brokenBodies)
      .map((body) => (request: WireRequest) => (request.method === 'GET' ? request : { ...request, body })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...oddHeaders)
      .map((headers) => (request: WireRequest) => withHeaders(request, headers)),
  },
);

function withHeaders(request: WireRequest, headers: Record<string, string>): WireRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

/** JSON as the wire has it; halves of surrogate pairs stay what they are, as escapes. */
export function jsonBody(value: unknown): Uint8Array | null {
  const text = JSON.stringify(value);
  return text === undefined ? null : Buffer.from(text);
}

/** A query from values of any kind; some are broken on purpose. */
export function queryText(query: Record<string, unknown>): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${escaped(name)}=${escaped(textOf(one))}`),
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Percent-encoded; a half of a surrogate pair becomes bytes that are no UTF-8. */
export function escaped(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.slice(0, 2_000);
}

import type { JsonValue } from '@agent-factory/spec';
import type { EgressResponse } from '../../egress/egress-client.ts';
import { htmlToText } from './html-to-text.ts';

export const maxCharacters = 20_000;

/** What a model is shown of a web page or an API's answer: JSON as a value, HTML as its text, other text as it is. */
export type ReadResponse =
  | { readable: true; value: { [key: string]: JsonValue } }
  | { readable: false; reason: string };

export function readResponse({ url, status, headers, body, truncated }: EgressResponse): ReadResponse {
  const head = { url, status, content_type: headers['content-type'] ?? 'text/plain' };
  const type = head.content_type;
  if (body.length > 0 && !isText(type)) {
    return { readable: false, reason: `${url} is of type "${type}", which is not text.` };
  }
  const text = decode(body, type);
  if (/json/i.test(type) && !truncated && text.length <= maxCharacters) {
    try {
      return { readable: true, value: { ...head, json: JSON.parse(text) } };
    } catch {
      // Not the JSON that it says it is: shown as the text that it is.
    }
  }
  const shown = /html/i.test(type) ? htmlToText(text) : text;
  return {
    readable: true,
    value: {
      ...head,
      text: shown.slice(0, maxCharacters),
      truncated: truncated || shown.length > maxCharacters,
    },
  };
}

function isText(type: string): boolean {
  return /^(text\/|application\/(.*\+)?(json|xml)|application\/(javascript|x-yaml|yaml|problem\+json))/i.test(
    type,
  );
}

function decode(body: Buffer, type: string): string {
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** Of a good `value`; `http_get` and `http_request` answer alike. */
export const responseSchema = {
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
} as const;

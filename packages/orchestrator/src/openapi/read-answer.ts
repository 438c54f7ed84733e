import type { JsonValue } from '@agent-factory/spec';
import type { EgressResponse } from '../egress/egress-client.ts';
import type { ToolResult } from '../ports/tool-port.ts';

/** Of one answer; a longer one would fill a model's context. */
const maxCharacters = 100_000;

/** An API's answer as a value for a model: `status`, and the body as JSON or text, or a piece of it. */
export function readAnswer({ status, headers, body, truncated }: EgressResponse): ToolResult {
  const type = headers['content-type'] ?? '';
  const text = new TextDecoder().decode(body);
  const isText = text === '' || /^(text\/|application\/([\w.+-]*\+)?(json|xml|yaml|javascript))/i.test(type);
  if (!isText) {
    return failed(
      status,
      `It answered with ${type === '' ? 'bytes' : `"${type}"`}, which agents cannot read.`,
    );
  }
  const content = contentOf(text, type, truncated);
  if (status >= 300) return { outcome: 'error', value: { error: reasonOf(status), status, ...content } };
  return { outcome: 'ok', value: { status, ...content } };
}

function contentOf(text: string, type: string, truncated: boolean): Readonly<Record<string, JsonValue>> {
  if (text === '') return {};
  if (/json/i.test(type) && !truncated && text.length <= maxCharacters) {
    try {
      // The reviver's value is plain JSON.
      return { body: JSON.parse(text) as JsonValue };
    } catch {
      // Not the JSON that it says it is: shown as the text that it is.
    }
  }
  const isCut = truncated || text.length > maxCharacters;
  return { body: text.slice(0, maxCharacters), ...(isCut ? { truncated: true } : {}) };
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403) {
    return `The API answered ${status}: it needs another key, or the key may not do this.`;
  }
  if (status < 400) return `The API answered ${status} and sends requests elsewhere, which is not followed.`;
  return `The API answered ${status}.`;
}

function failed(status: number, error: string): ToolResult {
  return { outcome: 'error', value: { error, status } };
}

import type { JsonValue } from '@agent-factory/spec';
import type { EgressClient, EgressMethod, EgressResponse } from '../../egress/egress-client.ts';
import { htmlToText } from '../http-get/html-to-text.ts';
import { ToolProblem } from '../tool-problem.ts';
import { vendorProblem } from './vendor-problem.ts';

/** What is read of any vendor's answer. */
export const maxVendorBytes = 4_000_000;

export interface VendorRequest {
  /** As people know it: "Jira". */
  vendor: string;
  egress: EgressClient;
  url: string;
  method?: EgressMethod;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: JsonValue;
  signal: AbortSignal;
  nowMs: number;
}

/** One exchange with an HTTP API that speaks JSON; null for an empty answer. Throws ToolProblem for any other than a good one. */
export async function askVendor(request: VendorRequest): Promise<JsonValue> {
  const { vendor, egress, url, method = 'GET', body, signal } = request;
  const response = await egress.request({
    url,
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    timeoutMs: 60_000,
    maxBytes: maxVendorBytes,
    signal,
  });
  const { status, headers } = response;
  if (status >= 400) {
    throw vendorProblem({ vendor, status, headers, said: wordsOf(response), nowMs: request.nowMs });
  }
  if (response.truncated) {
    throw new ToolProblem(`${vendor} answered with more than ${maxVendorBytes} bytes. Ask for less.`);
  }
  if (response.body.length === 0) return null;
  const value = jsonOf(response);
  if (value !== undefined) return value;
  throw notJson(vendor, status, headers['content-type'] ?? null);
}

export function notJson(vendor: string, status: number, type: string | null): ToolProblem {
  return new ToolProblem(
    `${vendor} answered ${status} with something else (${type ?? 'no type'}) than its JSON; is its address right?`,
  );
}

function jsonOf({ body }: EgressResponse): JsonValue | undefined {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What a vendor says of its refusal, in any of the shapes that are about: text, `message`, `error`, `detail`, Jira's lists. */
function wordsOf(response: EgressResponse): string | null {
  const value = jsonOf(response);
  if (value === undefined) {
    const type = response.headers['content-type'] ?? '';
    const text = response.body.toString('utf8');
    return /html/i.test(type) ? htmlToText(text) : /^text\//i.test(type) ? text : null;
  }
  return sayingOf(value, 0);
}

export function sayingOf(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 3) return null;
  if (Array.isArray(value)) {
    const all = value.flatMap((each) => sayingOf(each, depth + 1) ?? []);
    return all.length > 0 ? all.join('; ') : null;
  }
  const saying = ['message', 'errorMessages', 'detail', 'error', 'errors', 'title', 'description'];
  const found = saying.flatMap((key) => sayingOf(Reflect.get(value, key), depth + 1) ?? []);
  if (found.length > 0) return [...new Set(found)].join('; ');
  // Jira names the fields that it does not like as keys.
  const entries = Object.entries(value).filter(([, inner]) => typeof inner === 'string');
  return depth > 0 && entries.length > 0
    ? entries.map(([key, inner]) => `${key}: ${inner}`).join('; ')
    : null;
}

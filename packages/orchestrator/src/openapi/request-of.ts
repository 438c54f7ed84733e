import type { EgressRequest } from '../egress/egress-client.ts';
import { authHeaders } from '../foreign/auth-headers.ts';
import type { SourceAuth } from '../foreign/tool-source.ts';
import type { Method } from './operations.ts';
import type { SentBody, SentParameter } from './parameters.ts';

export interface CallPlan {
  method: Method;
  path: string;
  /** Without a slash at its end. */
  base: string;
  parameters: readonly SentParameter[];
  body: SentBody | null;
}

/** Arguments that make no request, in words for the model. */
export class ArgumentProblem extends Error {
  override readonly name = 'ArgumentProblem';
}

/** The request of one call: RFC 6570's forms as OpenAPI names them. Throws ArgumentProblem. */
export function requestOf(
  plan: CallPlan,
  input: Readonly<Record<string, unknown>>,
  auth: SourceAuth,
): Pick<EgressRequest, 'url' | 'method' | 'headers' | 'body'> {
  const headers: Record<string, string> = { accept: 'application/json, text/*;q=0.8' };
  const query: [string, string][] = [];
  let path = plan.path;
  for (const parameter of plan.parameters) {
    const value = input[parameter.argument];
    if (value === undefined || value === null) continue;
    switch (parameter.in) {
      case 'path':
        path = path.replaceAll(`{${parameter.name}}`, pathPart(parameter, value));
        break;
      case 'query':
        query.push(...queryPairs(parameter, value));
        break;
      case 'header':
        headers[parameter.name.toLowerCase()] = headerValue(parameter, value);
        break;
    }
  }
  if (/\{[^{}]+\}/.test(path)) throw new ArgumentProblem('A part of the path is missing.');
  const url = new URL(plan.base + path);
  for (const [name, value] of query) url.searchParams.append(name, value);
  if (auth.scheme === 'query') url.searchParams.set(auth.name, auth.value);
  const body = plan.body === null ? undefined : input[plan.body.argument];
  const sent = plan.body === null || body === undefined ? null : bodyText(plan.body, body);
  if (sent !== null && plan.body !== null) headers['content-type'] = plan.body.type;
  return {
    url: url.href,
    method: upper[plan.method],
    // The connection's own headers last: no argument takes their place.
    headers: { ...headers, ...authHeaders(auth) },
    ...(sent === null ? {} : { body: sent }),
  };
}

const upper = {
  get: 'GET',
  head: 'HEAD',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
} as const;

/** A segment that is "." or ".." would lead to another operation than the one that was allowed. */
function pathPart({ name }: SentParameter, value: unknown): string {
  const text = joined(value, ',');
  if (text === '' || text === '.' || text === '..') {
    throw new ArgumentProblem(`"${name}" cannot be ${text === '' ? 'empty' : `"${text}"`}.`);
  }
  return encodeURIComponent(text.toWellFormed());
}

function queryPairs(parameter: SentParameter, value: unknown): [string, string][] {
  const { name, style, explode, isJson } = parameter;
  if (isJson) return [[name, JSON.stringify(value)]];
  if (Array.isArray(value)) {
    if (explode) return value.map((item) => [name, text(item)]);
    const by = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
    return [[name, joined(value, by)]];
  }
  if (typeof value !== 'object' || value === null) return [[name, text(value)]];
  if (style === 'deepObject') return nestedPairs(name, value);
  if (explode) return Object.entries(value).map(([key, item]) => [key, text(item)]);
  return [
    [
      name,
      Object.entries(value)
        .flatMap(([key, item]) => [key, text(item)])
        .join(','),
    ],
  ];
}

/** `filter[status][0]=open`, as forms of nested values are read. */
function nestedPairs(name: string, value: unknown, depth = 0): [string, string][] {
  if (value === undefined || value === null || depth > 20) return [];
  if (typeof value !== 'object') return [[name, text(value)]];
  return Object.entries(value).flatMap(([key, item]) => nestedPairs(`${name}[${key}]`, item, depth + 1));
}

function headerValue({ name }: SentParameter, value: unknown): string {
  const line = joined(value, ',');
  if (/[^\t\x20-\x7e]/.test(line)) {
    throw new ArgumentProblem(`"${name}" is sent in a header and must be one line of plain characters.`);
  }
  return line;
}

function bodyText({ form }: SentBody, body: unknown): string {
  switch (form) {
    case 'json':
      return JSON.stringify(body);
    case 'text':
      return typeof body === 'string' ? body : JSON.stringify(body);
    case 'form': {
      if (typeof body !== 'object' || body === null) throw new ArgumentProblem('"body" must be an object.');
      const pairs = Object.entries(body).flatMap(([key, value]) => nestedPairs(key, value));
      return new URLSearchParams(pairs).toString();
    }
  }
}

function joined(value: unknown, by: string): string {
  if (Array.isArray(value)) return value.map(text).join(by);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .flatMap(([key, item]) => [key, text(item)])
      .join(by);
  }
  return text(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

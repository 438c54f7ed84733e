import { isAppError } from '@agent-factory/contracts';
import { type JsonValue, toolNameOf } from '@agent-factory/spec';
import type { EgressClient } from '../egress/egress-client.ts';
import { authHeaders, secretsOf } from '../foreign/auth-headers.ts';
import { hidesText, plainDescription } from '../foreign/plain-description.ts';
import { toolHash } from '../foreign/tool-hash.ts';
import type { ForeignTool, SourceAuth, ToolSource } from '../foreign/tool-source.ts';
import type { ToolResult } from '../ports/tool-port.ts';
import { createScrubber } from '../tools/scrubber.ts';
import { documentAuth } from './document-auth.ts';
import { isListed, type Operation, operationsOf } from './operations.ts';
import { inputOf } from './parameters.ts';
import { readAnswer } from './read-answer.ts';
import { type JsonObject, maxDocumentBytes, readDocument, wrong } from './read-document.ts';
import { ArgumentProblem, type CallPlan, requestOf } from './request-of.ts';
import { serverUrl } from './server-url.ts';

export interface ApiDescription {
  /** Of the document. */
  url: string;
  auth: SourceAuth;
  /** Whether the connection says how its secret is sent; else the document does. */
  hasAuthScheme: boolean;
  /** Where the team says that the API is; null to believe the document, as far as it is trusted. */
  apiUrl: string | null;
  /** The team's key for an API at this address, where the document has no connection of its own. */
  keyFor(address: string): SourceAuth | null;
}

export interface ApiOptions {
  egress: EgressClient;
  /** Ends what is under way. */
  signal: AbortSignal;
  callMs?: number;
}

const documentMs = 20_000;
const callMs = 30_000;
/** Of one answer; what a model is shown is much less. */
const maxBytes = 1_000_000;

interface Planned {
  tool: ForeignTool;
  plan: CallPlan | null;
  auth: SourceAuth;
}

/** The chosen operations of an API, looked up; holds secrets, so it is the team's that it was made for. */
export interface ApiPlan {
  url: string;
  operations: ReadonlyMap<string, Planned>;
}

/**
 * Reads what an HTTP API offers from its OpenAPI document. The document is fetched once, by the egress client; it is
 * data, nothing that it refers to is fetched. AppError `spec_not_runnable` says what is wrong with it.
 */
export async function planApi(
  api: ApiDescription,
  options: { egress: EgressClient; signal: AbortSignal; names: readonly string[] | null },
): Promise<ApiPlan> {
  const { names } = options;
  const document = await fetchDocument(api, options);
  const chosen = operationsOf(document).filter(({ name }) => names === null || isListed(name, names));
  return {
    url: api.url,
    operations: new Map(chosen.map((operation) => [operation.name, planOf(document, operation, api)])),
  };
}

/** The operations of a plan, as tools. */
export function apiSource({ url, operations }: ApiPlan, options: ApiOptions): ToolSource {
  const scrubber = createScrubber();
  for (const { auth } of operations.values()) for (const secret of secretsOf(auth)) scrubber.learn(secret);

  return {
    tools: (names) =>
      [...operations.values()]
        .map(({ tool }) => tool)
        .filter(({ sourceName }) => names === null || isListed(sourceName, names)),
    async call(sourceName, input, { signal, idempotencyKey }): Promise<ToolResult> {
      const operation = operations.get(sourceName);
      if (operation === undefined || operation.plan === null) {
        throw wrong(url, `has no operation "${sourceName}" that can be called.`);
      }
      const { plan, auth } = operation;
      const isRead = plan.method === 'get' || plan.method === 'head';
      try {
        const request = requestOf(plan, input, auth);
        const answer = await options.egress.request({
          ...request,
          headers: { ...(isRead ? {} : { 'idempotency-key': idempotencyKey }), ...request.headers },
          // What changes something goes to the address that was approved, or nowhere.
          followRedirects: isRead && auth.scheme !== 'query',
          timeoutMs: options.callMs ?? callMs,
          maxBytes,
          signal: AbortSignal.any([signal, options.signal]),
        });
        const { outcome, value } = readAnswer(answer);
        return { outcome, value: scrubber.value(value) };
      } catch (error) {
        if (error instanceof ArgumentProblem) return { outcome: 'error', value: { error: error.message } };
        if (!isAppError(error) || error.code === 'cancelled') throw error;
        return { outcome: 'error', value: { error: scrubber.text(error.message) } };
      }
    },
    close: async () => {},
  };
}

async function fetchDocument(
  api: ApiDescription,
  { egress, signal }: Pick<ApiOptions, 'egress' | 'signal'>,
): Promise<JsonObject> {
  const address = new URL(api.url);
  if (api.auth.scheme === 'query') address.searchParams.set(api.auth.name, api.auth.value);
  // A document in the open need not be told who asks; one that is not is behind what its API is behind.
  const headers = { accept: 'application/json, application/yaml;q=0.9, */*;q=0.5', ...authHeaders(api.auth) };
  const answer = await egress
    .request({ url: address.href, headers, timeoutMs: documentMs, maxBytes: maxDocumentBytes, signal })
    .catch((error: unknown) => {
      if (!isAppError(error) || error.code === 'cancelled') throw error;
      throw wrong(api.url, `could not be read: ${error.message}`, error);
    });
  if (answer.status === 401 || answer.status === 403) {
    throw wrong(
      api.url,
      `needs a key, or another one (it answered ${answer.status}). Look at it under Connections.`,
    );
  }
  if (answer.status !== 200) throw wrong(api.url, `could not be read: the server answered ${answer.status}.`);
  if (answer.truncated) throw wrong(api.url, `has more than ${maxDocumentBytes / 1e6} MB.`);
  return readDocument(answer.body, api.url);
}

function planOf(document: JsonObject, operation: Operation, api: ApiDescription): Planned {
  const { name, method, path } = operation;
  const base = api.apiUrl ?? serverUrl(api.url, { document, ...operation });
  const { schema, parameters, body, problem } = inputOf(document, operation);
  const { auth, refusal } = authFor(document, operation, api, base);
  const about = [operation.operation.summary, operation.operation.description].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  const isRead = method === 'get' || method === 'head';
  const description = plainDescription(about.join('\n\n') || `${method.toUpperCase()} ${path}`);
  const definition: Record<string, JsonValue> = {
    name,
    method,
    path,
    server: base,
    description,
    parameters: schema,
  };
  const isHidden = hidesText(about.join(' '));
  const why =
    problem ??
    (base === null ? 'the document names no server for it.' : refusal) ??
    (isHidden ? 'its description has characters that people cannot see and models can read.' : null);
  const tool: ForeignTool = {
    name: toolNameOf(name),
    sourceName: name,
    description,
    parameters: schema,
    effect: isRead ? 'read' : 'write',
    // RFC 9110, 9.2.2.
    idempotent: isRead || method === 'put' || method === 'delete',
    definition,
    hash: toolHash(definition),
    saysReadOnly: isRead,
    problem: why,
  };
  return {
    tool,
    plan: base === null || why !== null ? null : { method, path, base, parameters, body },
    auth,
  };
}

/**
 * A document can name any server. A key goes to the origin that the document itself came from, or to the one that the
 * connection names, and nowhere else.
 */
function authFor(
  document: JsonObject,
  { operation }: Operation,
  api: ApiDescription,
  base: string | null,
): { auth: SourceAuth; refusal: string | null } {
  const none = { scheme: 'none' } as const;
  if (base === null) return { auth: none, refusal: null };
  if (api.auth.scheme === 'none') return { auth: api.keyFor(base) ?? none, refusal: null };
  const origin = new URL(base).origin;
  const trusted = new URL(api.apiUrl ?? api.url).origin;
  if (origin !== trusted) {
    return {
      auth: none,
      refusal: `its server is ${origin}, and the connection's key is for ${trusted}. Set the address of the API in the connection if that is right.`,
    };
  }
  if (api.hasAuthScheme || api.auth.scheme !== 'bearer') return { auth: api.auth, refusal: null };
  return { auth: documentAuth(document, operation, api.auth.token), refusal: null };
}

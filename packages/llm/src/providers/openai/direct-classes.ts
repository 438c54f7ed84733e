import { ChatOpenAICompletions, ChatOpenAIResponses } from '@langchain/openai';
import type { VendorClient } from '../../http/vendor-client.ts';

/** Where OpenAI's protocols are spoken. */
export interface OpenaiEndpoint {
  baseUrl: string;
  apiKey: string;
  client: VendorClient;
  /** Takes system messages after the first turn. */
  lateSystem: boolean;
}

type Fields = ConstructorParameters<typeof ChatOpenAICompletions>[0] & object;

/**
 * LangChain's class for chat completions over our own HTTP client: it makes the request's body and reads its
 * pieces; OpenAI's SDK, through which it would send them, took 700 of the 900 µs of CPU of a streamed answer.
 */
export class DirectCompletions extends ChatOpenAICompletions {
  readonly endpoint: OpenaiEndpoint;

  constructor(endpoint: OpenaiEndpoint, fields: Fields) {
    super({ ...fields, ...fixedFields(endpoint) });
    this.endpoint = endpoint;
  }

  override completionWithRetry(body: object, options?: { signal?: AbortSignal | null }): Promise<never> {
    return post(this.endpoint, '/chat/completions', body, options);
  }
}

/** The same for the Responses API. */
export class DirectResponses extends ChatOpenAIResponses {
  readonly endpoint: OpenaiEndpoint;

  constructor(endpoint: OpenaiEndpoint, fields: Fields) {
    super({ ...fields, ...fixedFields(endpoint) });
    this.endpoint = endpoint;
  }

  override completionWithRetry(body: object, options?: { signal?: AbortSignal | null }): Promise<never> {
    return post(this.endpoint, '/responses', body, options);
  }
}

/** Without these LangChain would look for a key and a base URL in the environment by itself. */
function fixedFields({ apiKey, baseUrl }: OpenaiEndpoint): Fields {
  return { apiKey, maxRetries: 0, configuration: { baseURL: baseUrl } };
}

function post(
  { baseUrl, apiKey, client }: OpenaiEndpoint,
  path: string,
  body: object,
  options: { signal?: AbortSignal | null } | undefined,
): Promise<never> {
  const url = baseUrl.replace(/\/+$/, '') + path;
  const headers = { authorization: `Bearer ${apiKey}` };
  return asAnswer(client.stream(url, { headers, body, signal: options?.signal ?? undefined }));
}

/**
 * LangChain declares what OpenAI's SDK returns, which for a stream is the vendor's JSON values as they come. Only
 * streams are asked for here, and `read-chunks.ts` reads what LangChain makes of them without trust.
 */
function asAnswer(events: AsyncIterable<unknown>): Promise<never> {
  return Promise.resolve(events) as Promise<never>;
}

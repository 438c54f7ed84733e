import { ChatAnthropicMessages } from '@langchain/anthropic';
import type { VendorClient } from '../../http/vendor-client.ts';

export interface AnthropicEndpoint {
  baseUrl: string;
  apiKey: string;
  client: VendorClient;
}

/** LangChain's class for Anthropic's Messages API over our own HTTP client (see OpenAI's `direct-classes.ts`). */
export class DirectMessages extends ChatAnthropicMessages {
  readonly endpoint: AnthropicEndpoint;

  constructor(
    endpoint: AnthropicEndpoint,
    fields: ConstructorParameters<typeof ChatAnthropicMessages>[0] & object,
  ) {
    // Without these LangChain would look for a key and a base URL in the environment by itself.
    super({ ...fields, apiKey: endpoint.apiKey, anthropicApiUrl: endpoint.baseUrl, maxRetries: 0 });
    this.endpoint = endpoint;
  }

  protected override createStreamWithRetry(
    { betas, ...body }: object & { [Key in 'betas']?: unknown },
    options?: { signal?: AbortSignal | null },
  ): Promise<never> {
    const { baseUrl, apiKey, client } = this.endpoint;
    const headers = {
      'x-api-key': apiKey,
      'anthropic-version': '2023-06-01',
      ...(Array.isArray(betas) && betas.length > 0 ? { 'anthropic-beta': betas.join(',') } : {}),
    };
    const url = `${baseUrl.replace(/\/+$/, '')}/v1/messages`;
    return asStream(client.stream(url, { headers, body, signal: options?.signal ?? undefined }));
  }
}

/**
 * LangChain declares the SDK's stream and uses two things of it: it iterates over the vendor's JSON values, and on
 * an abort it calls `controller.abort()`, which our client has already heard of by the signal.
 */
function asStream(events: AsyncIterable<unknown>): Promise<never> {
  return Promise.resolve(Object.assign(events, { controller: { abort() {} } })) as Promise<never>;
}

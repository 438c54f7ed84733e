import type { Credential } from '../connection-secrets.ts';

export type Recency = 'day' | 'week' | 'month' | 'year';

export interface WebQuery {
  query: string;
  limit: number;
  recency: Recency | null;
}

/** One shape, whoever searched. */
export interface WebResult {
  title: string;
  url: string;
  snippet: string;
  /** As the provider says it: a date, or "3 days ago"; null where it does not. */
  published: string | null;
}

export interface SearchProvider {
  title: string;
  search(
    query: WebQuery,
    by: { credential: Credential; signal: AbortSignal; nowMs: number },
  ): Promise<WebResult[]>;
}

import { askVendor } from '../vendor/ask-vendor.ts';
import { baseUrlOf } from '../vendor/base-url.ts';
import { listOf } from '../vendor/read-json.ts';
import { readResults } from './read-results.ts';
import type { SearchProvider } from './search-provider.ts';

/** Perplexity's Search API (`POST /search`), which ranks pages and writes no answer. */
export const perplexity: SearchProvider = {
  title: 'Perplexity',
  async search({ query, limit, recency }, { credential: { fields, egress }, ...rest }) {
    const answer = await askVendor({
      vendor: 'Perplexity',
      egress,
      url: `${baseUrlOf(fields, 'https://api.perplexity.ai')}/search`,
      method: 'POST',
      headers: { authorization: `Bearer ${fields.token ?? ''}` },
      body: { query, max_results: limit, ...(recency === null ? {} : { search_recency_filter: recency }) },
      ...rest,
    });
    return readResults(listOf(answer, 'results'), {
      snippet: 'snippet',
      published: ['date', 'last_updated'],
    });
  },
};

import { askVendor } from '../vendor/ask-vendor.ts';
import { baseUrlOf } from '../vendor/base-url.ts';
import { listOf } from '../vendor/read-json.ts';
import { readResults } from './read-results.ts';
import type { SearchProvider } from './search-provider.ts';

/** A SearXNG of one's own; its settings have to allow `json` under `search.formats`, or it answers 403. */
export const searxng: SearchProvider = {
  title: 'SearXNG',
  async search({ query, limit, recency }, { credential: { fields, egress }, ...rest }) {
    const parameters = new URLSearchParams({ q: query, format: 'json' });
    // It knows no week.
    if (recency !== null) parameters.set('time_range', recency === 'week' ? 'month' : recency);
    const answer = await askVendor({
      vendor: 'SearXNG',
      egress,
      url: `${baseUrlOf(fields, '')}/search?${parameters}`,
      headers: fields.token === undefined ? {} : { authorization: `Bearer ${fields.token}` },
      ...rest,
    });
    const results = readResults(listOf(answer, 'results'), {
      snippet: 'content',
      published: ['publishedDate'],
    });
    return results.slice(0, limit);
  },
};

import { askVendor } from '../vendor/ask-vendor.ts';
import { baseUrlOf } from '../vendor/base-url.ts';
import { listOf } from '../vendor/read-json.ts';
import { readResults } from './read-results.ts';
import type { SearchProvider } from './search-provider.ts';

export const tavily: SearchProvider = {
  title: 'Tavily',
  async search({ query, limit, recency }, { credential: { fields, egress }, ...rest }) {
    const answer = await askVendor({
      vendor: 'Tavily',
      egress,
      url: `${baseUrlOf(fields, 'https://api.tavily.com')}/search`,
      method: 'POST',
      headers: { authorization: `Bearer ${fields.token ?? ''}` },
      body: { query, max_results: limit, ...(recency === null ? {} : { time_range: recency }) },
      ...rest,
    });
    return readResults(listOf(answer, 'results'), { snippet: 'content', published: ['published_date'] });
  },
};

import { askVendor } from '../vendor/ask-vendor.ts';
import { baseUrlOf } from '../vendor/base-url.ts';
import { listOf } from '../vendor/read-json.ts';
import { readResults } from './read-results.ts';
import type { SearchProvider } from './search-provider.ts';

const freshness = { day: 'pd', week: 'pw', month: 'pm', year: 'py' } as const;

export const brave: SearchProvider = {
  title: 'Brave Search',
  async search({ query, limit, recency }, { credential: { fields, egress }, ...rest }) {
    const parameters = new URLSearchParams({ q: query, count: String(limit) });
    if (recency !== null) parameters.set('freshness', freshness[recency]);
    const answer = await askVendor({
      vendor: 'Brave Search',
      egress,
      url: `${baseUrlOf(fields, 'https://api.search.brave.com')}/res/v1/web/search?${parameters}`,
      headers: { 'x-subscription-token': fields.token ?? '' },
      ...rest,
    });
    return readResults(listOf(answer, 'web', 'results'), {
      snippet: 'description',
      published: ['page_age', 'age'],
    });
  },
};

import { z } from 'zod';
import { taxRates } from '../acts/tax.ts';
import { nothing, page } from '../http/params.ts';
import { route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';

/** The rates that invoices name, one for each country that is taxed. */
export const taxRateRoutes = [
  route('GET', '/v1/tax_rates', z.strictObject(page), ({ params }) => {
    const all = taxRates();
    const after = all.findIndex(({ id }) => id === params.starting_after) + 1;
    const data = all.slice(after, after + params.limit);
    return { object: 'list', data, has_more: after + data.length < all.length, url: '/v1/tax_rates' };
  }),
  route('GET', '/v1/tax_rates/:id', nothing, ({ path }) => {
    const found = taxRates().find(({ id }) => id === path.id);
    if (found !== undefined) return found;
    throw invalidRequest(`No such tax rate: '${path.id ?? ''}'`, { code: 'resource_missing', param: 'id' });
  }),
];

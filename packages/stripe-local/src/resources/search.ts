import { z } from 'zod';
import { integer, text } from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import type { Kind } from '../store/kinds.ts';
import type { Where } from '../store/open-store.ts';

const searchable: ReadonlyArray<readonly [Kind, string]> = [
  ['charge', 'charges'],
  ['customer', 'customers'],
  ['payment_intent', 'payment_intents'],
  ['price', 'prices'],
  ['product', 'products'],
];

const params = z.strictObject({
  query: text,
  limit: integer.refine((value) => value >= 1 && value <= 100, 'must be between 1 and 100').default(10),
  page: text.optional(),
});

/**
 * Stripe's search language as far as `field:'value'` and `metadata['key']:'value'` joined by AND
 * (https://docs.stripe.com/search); unlike Stripe's, its index is never behind.
 */
export const search = searchable.map(([kind, name]) =>
  route('GET', `/v1/${name}/search`, params, (call) => found(call, kind, `/v1/${name}/search`)),
);

function found(call: Call<z.output<typeof params>>, kind: Kind, url: string) {
  const { world, account, params: given } = call;
  const seq = given.page === undefined ? null : world.store.seqOf(account, kind, given.page);
  const rows = world.store.list(kind, {
    account,
    where: conditions(given.query),
    ...(seq === null ? {} : { beforeSeq: seq }),
    limit: given.limit + 1,
  });
  const data = rows.slice(0, given.limit);
  const more = rows.length > data.length;
  return {
    object: 'search_result',
    data,
    has_more: more,
    next_page: more ? (data.at(-1)?.id ?? null) : null,
    url,
  };
}

const clause = /^\s*(?:metadata\[(["'])(?<key>.+?)\1\]|(?<field>[a-z_.]+))\s*:\s*(["'])(?<value>.*?)\4\s*$/;

function conditions(query: string): Where[] {
  return query.split(/\s+AND\s+/i).map((part) => {
    const groups = clause.exec(part)?.groups;
    if (groups === undefined) {
      throw invalidRequest(`We were unable to parse your search query near: ${part}`, { param: 'query' });
    }
    const { key, field = '', value = '' } = groups;
    return [key === undefined ? field : `metadata.${key}`, value] as const;
  });
}

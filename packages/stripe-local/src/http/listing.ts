import type { Kind, Kinds } from '../store/kinds.ts';
import type { ListQuery, Where } from '../store/open-store.ts';
import type { Call } from './route.ts';
import { missingObject } from './stripe-error.ts';

export interface PageParams {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: NonNullable<ListQuery['created']> | undefined;
}

export interface Listing<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** One page, newest first; `ending_before` gives the page that ends just before that object. */
export function listOf<K extends Kind>(
  { world, account, params }: Call<PageParams>,
  kind: K,
  url: string,
  where: readonly (Where | null)[] = [],
): Listing<Kinds[K]> {
  const seq = (id: string, param: string) => {
    const found = world.store.seqOf(account, kind, id);
    if (found === null) throw missingObject(kind, id, param, 400);
    return found;
  };
  const { limit, starting_after, ending_before, created } = params;
  const found = world.store.list(kind, {
    account,
    where: where.filter((condition) => condition !== null),
    ...(created === undefined ? {} : { created }),
    ...(starting_after === undefined ? {} : { beforeSeq: seq(starting_after, 'starting_after') }),
    ...(ending_before === undefined ? {} : { afterSeq: seq(ending_before, 'ending_before') }),
    limit: limit + 1,
  });
  const data = found.slice(0, limit);
  if (ending_before !== undefined) data.reverse();
  return { object: 'list', data, has_more: found.length > limit, url };
}

/** The conditions for those filters that were asked for. */
export function filters(fields: Record<string, string | number | boolean | undefined>): Where[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  );
}

/** The object, or Stripe's 404 (400 when its id came in a parameter). */
export function need<K extends Kind>(
  { world, account }: Pick<Call<unknown>, 'world' | 'account'>,
  kind: K,
  id: string,
  param?: string,
): Kinds[K] {
  const found = world.store.get(account, kind, id);
  if (found === null) throw missingObject(kind, id, param ?? 'id', param === undefined ? 404 : 400);
  return found;
}

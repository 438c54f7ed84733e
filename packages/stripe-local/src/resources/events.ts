import { z } from 'zod';
import { filters, listOf, need } from '../http/listing.ts';
import { nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';

export const events = [
  route('GET', '/v1/events/:id', nothing, (call) => need(call, 'event', call.path.id ?? '')),
  route(
    'GET',
    '/v1/events',
    z.strictObject({
      ...page,
      type: text.optional(),
      types: z.array(text).max(20).optional(),
      delivery_success: text.optional(),
    }),
    (call) => {
      const { type, types } = call.params;
      if (types === undefined) return listOf(call, 'event', '/v1/events', filters({ type }));
      const { world, account, params } = call;
      const wanted = new Set(types);
      const before = params.starting_after;
      const seq = before === undefined ? null : world.store.seqOf(account, 'event', before);
      const found = world.store
        .list('event', { account, where: [], limit: 10_000, ...(seq === null ? {} : { beforeSeq: seq }) })
        .filter((event) => wanted.has(event.type));
      const data = found.slice(0, params.limit);
      return { object: 'list', data, has_more: found.length > data.length, url: '/v1/events' };
    },
  ),
];

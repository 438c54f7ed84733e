import { z } from 'zod';
import { createPrice, createProduct, priceData, productData } from '../acts/prices.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { clearable, flag, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';

const productFields = {
  active: flag.optional(),
  statement_descriptor: text.optional(),
  url: text.optional(),
  shippable: flag.optional(),
};

export const catalogue = [
  route(
    'POST',
    '/v1/products',
    productData.extend({
      ...productFields,
      id: text.optional(),
      default_price_data: priceData.omit({ product: true, product_data: true }).optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const { id, default_price_data, active, statement_descriptor, url, shippable, ...data } = params;
      if (id !== undefined && world.store.find('product', id) !== null) {
        throw invalidRequest('Product already exists.', { code: 'resource_already_exists', param: 'id' });
      }
      const product = createProduct(call, data);
      if (id !== undefined) {
        world.store.remove(product.id);
        product.id = id;
      }
      product.active = active ?? true;
      product.statement_descriptor = statement_descriptor ?? null;
      product.url = url ?? null;
      product.shippable = shippable ?? null;
      world.put(account, product);
      if (default_price_data !== undefined) {
        product.default_price = createPrice(call, { ...default_price_data, product: product.id }).id;
        world.put(account, product);
      }
      return product;
    },
  ),
  route('GET', '/v1/products/:id', nothing, (call) => need(call, 'product', call.path.id ?? '')),
  route(
    'POST',
    '/v1/products/:id',
    z.strictObject({
      ...productFields,
      name: text.optional(),
      description: clearable.optional(),
      images: z.array(text).optional(),
      metadata: metadata.optional(),
      default_price: text.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const product = need(call, 'product', call.path.id ?? '');
      product.active = params.active ?? product.active;
      product.name = params.name ?? product.name;
      if (params.description !== undefined) product.description = params.description;
      product.images = params.images ?? product.images;
      product.metadata = mergeMetadata(product.metadata, params.metadata);
      product.default_price = params.default_price ?? product.default_price;
      product.updated = world.now();
      world.put(account, product);
      world.emit(account, 'product.updated', product, {});
      return product;
    },
  ),
  route('DELETE', '/v1/products/:id', nothing, (call) => {
    const { world, account } = call;
    const product = need(call, 'product', call.path.id ?? '');
    if (world.store.list('price', { account, where: [['product', product.id]], limit: 1 }).length > 0) {
      throw invalidRequest('This product cannot be deleted because it has one or more prices.');
    }
    world.store.remove(product.id);
    world.emit(account, 'product.deleted', product);
    return { id: product.id, object: 'product', deleted: true };
  }),
  route(
    'GET',
    '/v1/products',
    z.strictObject({ ...page, active: flag.optional(), ids: z.array(text).optional() }),
    (call) => listOf(call, 'product', '/v1/products', filters({ active: call.params.active })),
  ),
  route(
    'POST',
    '/v1/prices',
    priceData.extend({
      active: flag.optional(),
      lookup_key: text.optional(),
      transfer_lookup_key: flag.optional(),
      metadata: metadata.optional(),
      nickname: text.optional(),
      billing_scheme: z.literal('per_unit').optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const { active, lookup_key, transfer_lookup_key, metadata, nickname, billing_scheme, ...data } = params;
      if (lookup_key !== undefined) freeLookupKey(call, lookup_key, transfer_lookup_key ?? false);
      const price = createPrice(call, data);
      price.active = active ?? true;
      price.lookup_key = lookup_key ?? null;
      price.metadata = metadata ?? {};
      price.nickname = nickname ?? null;
      price.billing_scheme = billing_scheme ?? price.billing_scheme;
      world.put(account, price);
      world.emit(account, 'price.created', price);
      return price;
    },
  ),
  route('GET', '/v1/prices/:id', nothing, (call) => need(call, 'price', call.path.id ?? '')),
  route(
    'POST',
    '/v1/prices/:id',
    z.strictObject({
      active: flag.optional(),
      lookup_key: text.optional(),
      transfer_lookup_key: flag.optional(),
      metadata: metadata.optional(),
      nickname: text.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const price = need(call, 'price', call.path.id ?? '');
      if (params.lookup_key !== undefined && params.lookup_key !== price.lookup_key) {
        freeLookupKey(call, params.lookup_key, params.transfer_lookup_key ?? false);
        price.lookup_key = params.lookup_key;
      }
      price.active = params.active ?? price.active;
      price.metadata = mergeMetadata(price.metadata, params.metadata);
      price.nickname = params.nickname ?? price.nickname;
      world.put(account, price);
      world.emit(account, 'price.updated', price, {});
      return price;
    },
  ),
  route(
    'GET',
    '/v1/prices',
    z.strictObject({
      ...page,
      active: flag.optional(),
      currency: text.optional(),
      product: text.optional(),
      type: z.enum(['one_time', 'recurring']).optional(),
      lookup_keys: z.array(text).max(10).optional(),
    }),
    (call) => {
      const { active, currency, product, type, lookup_keys } = call.params;
      const where = filters({ active, currency, product, type });
      if (lookup_keys === undefined) return listOf(call, 'price', '/v1/prices', where);
      const { world, account } = call;
      const data = lookup_keys.flatMap((key) =>
        world.store.list('price', { account, where: [...where, ['lookup_key', key]], limit: 1 }),
      );
      return { object: 'list', data, has_more: false, url: '/v1/prices' };
    },
  ),
];

function freeLookupKey(
  { world, account }: { world: Parameters<typeof createProduct>[0]['world']; account: string },
  key: string,
  take: boolean,
): void {
  const [holder] = world.store.list('price', { account, where: [['lookup_key', key]], limit: 1 });
  if (holder === undefined) return;
  if (!take) {
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
  }
  holder.lookup_key = null;
  world.put(account, holder);
}

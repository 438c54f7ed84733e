import { z } from 'zod';
import { need } from '../http/listing.ts';
import { currency, integer, metadata, text } from '../http/params.ts';
import { newPrice, newProduct, type Price, type Product, type Recurring } from '../shapes/catalogue.ts';
import type { World } from '../world.ts';

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: integer.optional(),
  trial_period_days: integer.optional(),
  usage_type: z.literal('licensed').optional(),
});
export const productData = z.strictObject({
  name: text,
  description: text.optional(),
  images: z.array(text).optional(),
  metadata: metadata.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
});
/** Of a price that is made in passing, where it is used. */
export const priceData = z.strictObject({
  currency,
  unit_amount: integer.refine((value) => value >= 0, 'must be greater than or equal to 0'),
  product: text.optional(),
  product_data: productData.optional(),
  recurring: recurring.optional(),
  tax_behavior: text.optional(),
});

interface Place {
  world: World;
  account: string;
}

function recurringOf(given: z.output<typeof recurring> | undefined): Recurring | null {
  if (given === undefined) return null;
  return {
    interval: given.interval,
    interval_count: given.interval_count ?? 1,
    meter: null,
    trial_period_days: given.trial_period_days ?? null,
    usage_type: 'licensed',
  };
}

export function createProduct({ world, account }: Place, given: z.output<typeof productData>): Product {
  const product = newProduct(world.birth('product'), { name: given.name });
  product.description = given.description ?? null;
  product.images = given.images ?? [];
  product.metadata = given.metadata ?? {};
  product.tax_code = given.tax_code ?? null;
  product.unit_label = given.unit_label ?? null;
  world.put(account, product);
  world.emit(account, 'product.created', product);
  return product;
}

export function createPrice(place: Place, given: z.output<typeof priceData>): Price {
  const { world, account } = place;
  const product =
    given.product_data === undefined
      ? need(place, 'product', given.product ?? '', 'product')
      : createProduct(place, given.product_data);
  const price = newPrice(world.birth('price'), {
    product: product.id,
    currency: given.currency,
    unit_amount: given.unit_amount,
    recurring: recurringOf(given.recurring),
  });
  price.tax_behavior = given.tax_behavior ?? price.tax_behavior;
  world.put(account, price);
  return price;
}

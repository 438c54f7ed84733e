import { z } from 'zod';
import { filters, listOf, need } from '../http/listing.ts';
import {
  amount,
  currency,
  flag,
  integer,
  mergeMetadata,
  metadata,
  nothing,
  page,
  text,
} from '../http/params.ts';
import { route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import { newCoupon, newPromotionCode } from '../shapes/discount.ts';

const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, 'Invalid decimal')
  .transform(Number)
  .refine((value) => value > 0 && value <= 100, 'must be above 0 and at most 100');

/** Coupons, and the codes by which buyers come to them. */
export const discounts = [
  route(
    'POST',
    '/v1/coupons',
    z.strictObject({
      id: text.optional(),
      amount_off: amount.optional(),
      percent_off: percent.optional(),
      currency: currency.optional(),
      duration: z.enum(['forever', 'once', 'repeating']).default('once'),
      duration_in_months: amount.optional(),
      max_redemptions: amount.optional(),
      redeem_by: integer.optional(),
      name: text.optional(),
      metadata: metadata.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      if ((params.amount_off === undefined) === (params.percent_off === undefined)) {
        throw invalidRequest('You must pass either `percent_off` or `amount_off`.');
      }
      if (params.amount_off !== undefined && params.currency === undefined) {
        throw invalidRequest('You must pass currency when passing amount_off', { param: 'currency' });
      }
      if ((params.duration === 'repeating') !== (params.duration_in_months !== undefined)) {
        throw invalidRequest('`duration_in_months` goes with the duration `repeating`, and with no other.', {
          param: 'duration_in_months',
        });
      }
      if (params.id !== undefined && world.store.find('coupon', params.id) !== null) {
        throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
      }
      const born = world.birth('coupon');
      const coupon = newCoupon(
        { ...born, id: params.id ?? born.id },
        {
          amountOff: params.amount_off ?? null,
          percentOff: params.percent_off ?? null,
          currency: params.currency ?? null,
          duration: params.duration,
          months: params.duration_in_months ?? null,
        },
      );
      coupon.max_redemptions = params.max_redemptions ?? null;
      coupon.redeem_by = params.redeem_by ?? null;
      coupon.name = params.name ?? null;
      coupon.metadata = params.metadata ?? {};
      world.put(account, coupon);
      world.emit(account, 'coupon.created', coupon);
      return coupon;
    },
  ),
  route('GET', '/v1/coupons/:id', nothing, (call) => need(call, 'coupon', call.path.id ?? '')),
  route('GET', '/v1/coupons', z.strictObject(page), (call) => listOf(call, 'coupon', '/v1/coupons')),
  route('DELETE', '/v1/coupons/:id', nothing, (call) => {
    const { world, account } = call;
    // Who has it already keeps it; nobody else gets it.
    const coupon = need(call, 'coupon', call.path.id ?? '');
    coupon.valid = false;
    world.put(account, coupon);
    world.emit(account, 'coupon.deleted', coupon);
    return { id: coupon.id, object: 'coupon', deleted: true };
  }),
  route(
    'POST',
    '/v1/promotion_codes',
    z.strictObject({
      promotion: z.strictObject({ type: z.literal('coupon'), coupon: text }),
      code: text.optional(),
      active: flag.optional(),
      expires_at: integer.optional(),
      max_redemptions: amount.optional(),
      metadata: metadata.optional(),
      restrictions: z
        .strictObject({ minimum_amount: amount.optional(), minimum_amount_currency: currency.optional() })
        .optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const coupon = need(call, 'coupon', params.promotion.coupon, 'promotion[coupon]');
      const code = params.code ?? world.secret(8).toUpperCase();
      const where = [
        ['_folded', code.toUpperCase()],
        ['active', true],
      ] as const;
      if (world.store.list('promotion_code', { account, where, limit: 1 }).length > 0) {
        throw invalidRequest('An active promotion code with that code already exists.', { param: 'code' });
      }
      const made = newPromotionCode(world.birth('promotion_code'), { code, coupon: coupon.id });
      made.active = params.active ?? true;
      made.expires_at = params.expires_at ?? null;
      made.max_redemptions = params.max_redemptions ?? null;
      made.metadata = params.metadata ?? {};
      made.restrictions.minimum_amount = params.restrictions?.minimum_amount ?? null;
      made.restrictions.minimum_amount_currency = params.restrictions?.minimum_amount_currency ?? null;
      world.put(account, made);
      world.emit(account, 'promotion_code.created', made);
      return made;
    },
  ),
  route('GET', '/v1/promotion_codes/:id', nothing, (call) =>
    need(call, 'promotion_code', call.path.id ?? ''),
  ),
  route(
    'POST',
    '/v1/promotion_codes/:id',
    z.strictObject({ active: flag.optional(), metadata: metadata.optional() }),
    (call) => {
      const { world, account, params } = call;
      const code = need(call, 'promotion_code', call.path.id ?? '');
      code.active = params.active ?? code.active;
      code.metadata = mergeMetadata(code.metadata, params.metadata);
      world.put(account, code);
      world.emit(account, 'promotion_code.updated', code, {});
      return code;
    },
  ),
  route(
    'GET',
    '/v1/promotion_codes',
    z.strictObject({ ...page, active: flag.optional(), code: text.optional() }),
    (call) => {
      const { active, code } = call.params;
      const where = filters({ active, ...(code === undefined ? {} : { _folded: code.toUpperCase() }) });
      return listOf(call, 'promotion_code', '/v1/promotion_codes', where);
    },
  ),
];

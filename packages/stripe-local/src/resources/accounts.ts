import { z } from 'zod';
import { createAccountLink } from '../acts/onboard.ts';
import { scheduleAutomaticPayouts } from '../acts/payouts.ts';
import { listOf, need } from '../http/listing.ts';
import {
  clearable,
  flag,
  integer,
  mergeMetadata,
  metadata,
  nothing,
  page,
  text,
  url,
} from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import { type Account, newAccount } from '../shapes/account.ts';

const capability = z.strictObject({ requested: flag }).optional();
const fields = {
  business_profile: z
    .strictObject({
      mcc: text.optional(),
      name: text.optional(),
      product_description: text.optional(),
      support_email: text.optional(),
      support_phone: text.optional(),
      support_url: text.optional(),
      url: text.optional(),
    })
    .optional(),
  business_type: z.enum(['individual', 'company', 'non_profit', 'government_entity']).optional(),
  capabilities: z.strictObject({ card_payments: capability, transfers: capability }).optional(),
  default_currency: text.optional(),
  email: clearable.optional(),
  metadata: metadata.optional(),
  settings: z
    .strictObject({
      payouts: z
        .strictObject({
          debit_negative_balances: flag.optional(),
          statement_descriptor: text.optional(),
          schedule: z
            .strictObject({
              interval: z.enum(['manual', 'daily', 'weekly', 'monthly']).optional(),
              delay_days: z.union([integer, z.literal('minimum')]).optional(),
              monthly_anchor: integer.optional(),
              weekly_anchor: text.optional(),
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
};
const schema = z.strictObject(fields);

/** What a new account may be; only Express ones are served. */
const controller = z
  .strictObject({
    fees: z.strictObject({ payer: text }).optional(),
    losses: z.strictObject({ payments: text }).optional(),
    requirement_collection: text.optional(),
    stripe_dashboard: z.strictObject({ type: z.literal('express') }).optional(),
  })
  .optional();

function lay(account: Account, given: z.output<typeof schema>): void {
  for (const [name, value] of Object.entries(given.business_profile ?? {})) {
    Reflect.set(account.business_profile, name, value);
  }
  account.business_type = given.business_type ?? account.business_type;
  account.default_currency = given.default_currency ?? account.default_currency;
  if (given.email !== undefined) account.email = given.email;
  account.metadata = mergeMetadata(account.metadata, given.metadata);
  for (const [name, wish] of Object.entries(given.capabilities ?? {})) {
    if (wish?.requested === false) delete account.capabilities[name];
    else account.capabilities[name] ??= account.details_submitted ? 'active' : 'inactive';
  }
  const payouts = given.settings?.payouts;
  if (payouts === undefined) return;
  const { schedule } = account.settings.payouts;
  account.settings.payouts = {
    debit_negative_balances:
      payouts.debit_negative_balances ?? account.settings.payouts.debit_negative_balances,
    statement_descriptor: payouts.statement_descriptor ?? account.settings.payouts.statement_descriptor,
    schedule: {
      ...schedule,
      interval: payouts.schedule?.interval ?? schedule.interval,
      ...(typeof payouts.schedule?.delay_days === 'number' && { delay_days: payouts.schedule.delay_days }),
      ...(payouts.schedule?.monthly_anchor !== undefined && {
        monthly_anchor: payouts.schedule.monthly_anchor,
      }),
      ...(payouts.schedule?.weekly_anchor !== undefined && { weekly_anchor: payouts.schedule.weekly_anchor }),
    },
  };
}

/** Accounts are known to the platform alone. */
function accountOf({ world, path }: Call<unknown>): Account {
  return need({ world, account: world.platform }, 'account', path.id ?? '');
}

export const accounts = [
  route(
    'POST',
    '/v1/accounts',
    schema.extend({ type: z.literal('express').optional(), controller, country: text.optional() }),
    ({ world, params }) => {
      const { type, controller: wished, country, ...given } = params;
      if (type !== undefined && wished !== undefined) {
        throw invalidRequest(
          'You may not provide the `type` parameter and `controller` parameters simultaneously.',
          {
            param: 'type',
          },
        );
      }
      const account = newAccount(world.birth('account'), {
        country: country ?? 'US',
        currency: given.default_currency ?? 'usd',
        type: wished === undefined ? 'express' : 'none',
      });
      lay(account, given);
      world.put(world.platform, account);
      return account;
    },
  ),
  route('GET', '/v1/account', nothing, ({ world, account }) => {
    if (account !== world.platform) return need({ world, account: world.platform }, 'account', account);
    const own = newAccount(
      { id: world.platform, created: 0 },
      { country: 'US', currency: 'usd', type: 'standard' },
    );
    return { ...own, charges_enabled: true, payouts_enabled: true, details_submitted: true };
  }),
  route('GET', '/v1/accounts/:id', nothing, accountOf),
  route('POST', '/v1/accounts/:id', schema, (call) => {
    const account = accountOf(call);
    lay(account, call.params);
    call.world.put(call.world.platform, account);
    if (call.params.settings?.payouts?.schedule !== undefined) scheduleAutomaticPayouts(call.world, account);
    call.world.emit(account.id, 'account.updated', account, {});
    return account;
  }),
  route('DELETE', '/v1/accounts/:id', nothing, (call) => {
    const account = accountOf(call);
    call.world.store.remove(account.id);
    return { id: account.id, object: 'account', deleted: true };
  }),
  route('GET', '/v1/accounts', z.strictObject(page), (call) => listOf(call, 'account', '/v1/accounts')),
  route(
    'POST',
    '/v1/account_links',
    z.strictObject({
      account: text,
      type: z.enum(['account_onboarding', 'account_update']),
      refresh_url: url,
      return_url: url,
      collect: text.optional(),
      collection_options: z
        .strictObject({ fields: text.optional(), future_requirements: text.optional() })
        .optional(),
    }),
    ({ world, params: { account, refresh_url, return_url } }) => {
      need({ world, account: world.platform }, 'account', account, 'account');
      return createAccountLink(world, { account, refresh_url, return_url });
    },
  ),
  route('POST', '/v1/accounts/:id/login_links', nothing, (call) => {
    const account = accountOf(call);
    if (!account.details_submitted) {
      throw invalidRequest('Cannot create a login link for an account that has not completed onboarding.');
    }
    const token = call.world.secret(32);
    call.world.store.keepSetting(`login_link:${token}`, account.id);
    return { object: 'login_link', created: call.world.now(), url: `${call.world.baseUrl}/express/${token}` };
  }),
];

import { z } from 'zod';
import { filters, listOf, need } from '../http/listing.ts';
import { clearable, flag, mergeMetadata, metadata, nothing, page, text, url } from '../http/params.ts';
import { route } from '../http/route.ts';
import { newPortalConfiguration, newPortalSession, type PortalConfiguration } from '../shapes/portal.ts';
import type { World } from '../world.ts';

const fields = {
  business_profile: z
    .strictObject({
      headline: clearable.optional(),
      privacy_policy_url: text.optional(),
      terms_of_service_url: text.optional(),
    })
    .optional(),
  default_return_url: clearable.optional(),
  metadata: metadata.optional(),
  name: clearable.optional(),
  features: z
    .strictObject({
      customer_update: z
        .strictObject({ enabled: flag.optional(), allowed_updates: z.array(text).optional() })
        .optional(),
      invoice_history: z.strictObject({ enabled: flag }).optional(),
      payment_method_update: z.strictObject({ enabled: flag }).optional(),
      subscription_cancel: z
        .strictObject({
          enabled: flag.optional(),
          mode: z.enum(['at_period_end', 'immediately']).optional(),
          proration_behavior: text.optional(),
          cancellation_reason: z
            .strictObject({ enabled: flag, options: z.array(text).optional() })
            .optional(),
        })
        .optional(),
      subscription_update: z
        .strictObject({
          enabled: flag.optional(),
          default_allowed_updates: z.array(text).optional(),
          proration_behavior: z.enum(['none', 'create_prorations', 'always_invoice']).optional(),
          products: z.array(z.strictObject({ product: text, prices: z.array(text) })).optional(),
        })
        .optional(),
    })
    .optional(),
};
const schema = z.strictObject(fields);

function lay(configuration: PortalConfiguration, given: z.output<typeof schema>): void {
  for (const [name, value] of Object.entries(given.business_profile ?? {})) {
    Reflect.set(configuration.business_profile, name, value);
  }
  for (const [name, wished] of Object.entries(given.features ?? {})) {
    const feature: unknown = Reflect.get(configuration.features, name);
    if (typeof feature !== 'object' || feature === null) continue;
    for (const [key, value] of Object.entries(wished ?? {})) Reflect.set(feature, key, value);
  }
  if (given.default_return_url !== undefined) configuration.default_return_url = given.default_return_url;
  if (given.name !== undefined) configuration.name = given.name;
  configuration.metadata = mergeMetadata(configuration.metadata ?? {}, given.metadata);
}

/** The one that sessions get that name none; made when it is first wanted. */
function defaultConfiguration(world: World, account: string): PortalConfiguration {
  const where = [['is_default', true]] as const;
  const [known] = world.store.list('billing_portal.configuration', { account, where, limit: 1 });
  if (known !== undefined) return known;
  const fresh = newPortalConfiguration(world.birth('billing_portal.configuration'));
  fresh.is_default = true;
  world.put(account, fresh);
  return fresh;
}

const configurationsUrl = '/v1/billing_portal/configurations';

export const portal = [
  route('POST', configurationsUrl, schema.required({ features: true }), ({ world, account, params }) => {
    const configuration = newPortalConfiguration(world.birth('billing_portal.configuration'));
    const where = [] as const;
    const any = world.store.list('billing_portal.configuration', { account, where, limit: 1 });
    // The first one that is made is the default, as after a visit to the dashboard.
    configuration.is_default = any.length === 0;
    lay(configuration, params);
    world.put(account, configuration);
    return configuration;
  }),
  route('GET', `${configurationsUrl}/:id`, nothing, (call) =>
    need(call, 'billing_portal.configuration', call.path.id ?? ''),
  ),
  route('POST', `${configurationsUrl}/:id`, schema.extend({ active: flag.optional() }), (call) => {
    const { world, account, params } = call;
    const configuration = need(call, 'billing_portal.configuration', call.path.id ?? '');
    const { active, ...given } = params;
    lay(configuration, given);
    configuration.active = active ?? configuration.active;
    configuration.updated = world.now();
    world.put(account, configuration);
    return configuration;
  }),
  route(
    'GET',
    configurationsUrl,
    z.strictObject({ ...page, active: flag.optional(), is_default: flag.optional() }),
    (call) => {
      const { active, is_default } = call.params;
      return listOf(call, 'billing_portal.configuration', configurationsUrl, filters({ active, is_default }));
    },
  ),
  route(
    'POST',
    '/v1/billing_portal/sessions',
    z.strictObject({
      customer: text,
      return_url: url.optional(),
      configuration: text.optional(),
      locale: text.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const customer = need(call, 'customer', params.customer, 'customer');
      const configuration =
        params.configuration === undefined
          ? defaultConfiguration(world, account)
          : need(call, 'billing_portal.configuration', params.configuration, 'configuration');
      const token = world.secret(32);
      const session = newPortalSession(world.birth('billing_portal.session'), {
        configuration: configuration.id,
        customer: customer.id,
        return_url: params.return_url ?? configuration.default_return_url,
        url: `${world.baseUrl}/portal/${token}`,
      });
      session.locale = params.locale ?? null;
      world.put(account, session);
      world.store.keepSetting(`portal:${token}`, session.id);
      return session;
    },
  ),
];

import { type Birth, type Metadata, none } from './none.ts';

export type WebhookEndpoint = ReturnType<typeof newWebhookEndpoint>;

/** https://docs.stripe.com/api/webhook_endpoints/object */
export function newWebhookEndpoint(
  { id, created }: Birth,
  fields: { url: string; enabled_events: string[]; secret: string; connect: boolean },
) {
  return {
    id,
    object: 'webhook_endpoint' as const,
    api_version: none<string>(),
    application: null,
    created,
    description: none<string>(),
    enabled_events: fields.enabled_events,
    livemode: false,
    metadata: {} as Metadata,
    status: 'enabled' as 'enabled' | 'disabled',
    url: fields.url,
    _secret: fields.secret,
    /** Whether it hears of connected accounts instead of the platform. */
    _connect: fields.connect,
    /** Whether it was named at the start, and not made by a call. */
    _kept: false,
  };
}

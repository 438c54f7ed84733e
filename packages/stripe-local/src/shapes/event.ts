import type { Birth, StripeObject } from './none.ts';

export type StripeEvent = ReturnType<typeof newEvent>;

/** https://docs.stripe.com/api/events/object; `data.object` is how the object looked then. */
export function newEvent(
  { id, created }: Birth,
  fields: {
    type: string;
    apiVersion: string;
    snapshot: StripeObject;
    previous: Record<string, unknown> | null;
    request: { id: string | null; idempotency_key: string | null };
    /** Of a connected account; null for the platform's own. */
    account: string | null;
  },
) {
  return {
    id,
    object: 'event' as const,
    ...(fields.account === null ? {} : { account: fields.account }),
    api_version: fields.apiVersion as string | null,
    created,
    data: {
      object: fields.snapshot,
      ...(fields.previous === null ? {} : { previous_attributes: fields.previous }),
    },
    livemode: false,
    pending_webhooks: 0,
    request: fields.request as { id: string | null; idempotency_key: string | null } | null,
    type: fields.type,
  };
}

import { z } from 'zod';
import { listOf, need } from '../http/listing.ts';
import { clearable, flag, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';
import { newWebhookEndpoint } from '../shapes/webhook-endpoint.ts';
import { refuseFarUrl } from '../webhooks/refuse-far-url.ts';

export const webhookEndpoints = [
  route(
    'POST',
    '/v1/webhook_endpoints',
    z.strictObject({
      url: text,
      enabled_events: z.array(text).min(1),
      connect: flag.optional(),
      api_version: text.optional(),
      description: clearable.optional(),
      metadata: metadata.optional(),
    }),
    ({ world, account, params }) => {
      refuseFarUrl(params.url);
      const endpoint = newWebhookEndpoint(world.birth('webhook_endpoint'), {
        url: params.url,
        enabled_events: params.enabled_events,
        secret: `whsec_${world.secret(32)}`,
        connect: params.connect ?? false,
      });
      endpoint.api_version = params.api_version ?? null;
      endpoint.description = params.description ?? null;
      endpoint.metadata = params.metadata ?? {};
      world.put(account, endpoint);
      // Only now, as on Stripe, is the secret told.
      return { ...endpoint, secret: endpoint._secret };
    },
  ),
  route('GET', '/v1/webhook_endpoints/:id', nothing, (call) =>
    need(call, 'webhook_endpoint', call.path.id ?? ''),
  ),
  route(
    'POST',
    '/v1/webhook_endpoints/:id',
    z.strictObject({
      url: text.optional(),
      enabled_events: z.array(text).min(1).optional(),
      disabled: flag.optional(),
      description: clearable.optional(),
      metadata: metadata.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const endpoint = need(call, 'webhook_endpoint', call.path.id ?? '');
      if (params.url !== undefined) {
        refuseFarUrl(params.url);
        endpoint.url = params.url;
      }
      endpoint.enabled_events = params.enabled_events ?? endpoint.enabled_events;
      if (params.disabled !== undefined) endpoint.status = params.disabled ? 'disabled' : 'enabled';
      if (params.description !== undefined) endpoint.description = params.description;
      endpoint.metadata = mergeMetadata(endpoint.metadata, params.metadata);
      world.put(account, endpoint);
      return endpoint;
    },
  ),
  route('DELETE', '/v1/webhook_endpoints/:id', nothing, (call) => {
    const endpoint = need(call, 'webhook_endpoint', call.path.id ?? '');
    call.world.store.remove(endpoint.id);
    return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
  }),
  route('GET', '/v1/webhook_endpoints', z.strictObject(page), (call) =>
    listOf(call, 'webhook_endpoint', '/v1/webhook_endpoints'),
  ),
];

import { createWebhookInputSchema, type WebhookId } from '@agent-factory/contracts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhookDeliveriesInputSchema,
  listWebhooks,
  replayWebhookDelivery,
  rotateWebhookSecret,
  rotateWebhookSecretVerbInputSchema,
  testWebhook,
  updateWebhook,
  updateWebhookVerbInputSchema,
  webhookDeliveryIdInputSchema,
  webhookIdInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const webhooks = {
  list: procedure.query(({ ctx }) => listWebhooks({ ctx: ctx.verb })),
  get: procedure.input(webhookIdInputSchema).query(({ ctx, input }) => getWebhook({ ctx: ctx.verb, input })),
  create: procedure
    .input(createWebhookInputSchema)
    .mutation(({ ctx, input }) => createWebhook({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateWebhookVerbInputSchema)
    .mutation(({ ctx, input }) => updateWebhook({ ctx: ctx.verb, input })),
  test: procedure
    .input(webhookIdInputSchema)
    .mutation(({ ctx, input }) => testWebhook({ ctx: ctx.verb, input })),
  rotate: procedure
    .input(rotateWebhookSecretVerbInputSchema)
    .mutation(({ ctx, input }) => rotateWebhookSecret({ ctx: ctx.verb, input })),
  delete: procedure
    .input(webhookIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: WebhookId }> => {
      await deleteWebhook({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
  deliveries: procedure
    .input(listWebhookDeliveriesInputSchema)
    .query(({ ctx, input }) => listWebhookDeliveries({ ctx: ctx.verb, input })),
  delivery: procedure
    .input(webhookDeliveryIdInputSchema)
    .query(({ ctx, input }) => getWebhookDelivery({ ctx: ctx.verb, input })),
  replay: procedure
    .input(webhookDeliveryIdInputSchema)
    .mutation(({ ctx, input }) => replayWebhookDelivery({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

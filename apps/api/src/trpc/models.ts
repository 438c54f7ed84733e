import { listModels } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

interface ModelView {
  /** `vendor/model`. */
  id: string;
  provider: string;
  title: string;
  /** Whether its key or address is set, so that it can be called. */
  configured: boolean;
  /** The environment variable that makes it available. */
  variable: string;
  context_tokens: number;
  max_output_tokens: number;
}

export const models = {
  list: procedure.query(({ ctx }): { items: ModelView[] } => ({
    items: listModels({ ctx: ctx.verb }).map((model) => ({
      id: model.id,
      provider: model.provider,
      title: model.title,
      configured: model.configured,
      variable: model.variable,
      context_tokens: model.contextTokens,
      max_output_tokens: model.maxOutputTokens,
    })),
  })),
} satisfies TRPCRouterRecord;

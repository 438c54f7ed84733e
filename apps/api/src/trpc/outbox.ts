import { AppError } from '@agent-factory/contracts';
import { listOutbox, type OutboxMail } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { signedOutProcedure } from './init.ts';

export const outbox = {
  /** The mails that local auth wrote, newest first, for anyone. Errors: `not_found` outside local mode. */
  list: signedOutProcedure.query(({ ctx }): Promise<{ items: OutboxMail[] }> => {
    const { mode, localAuth } = ctx.host;
    if (mode !== 'local' || localAuth === null) {
      throw new AppError('not_found', 'There is an outbox in local mode alone.');
    }
    return listOutbox({ ctx: localAuth.context });
  }),
} satisfies TRPCRouterRecord;

import { type DocumentId, pageInputSchema, searchDocumentsInputSchema } from '@agent-factory/contracts';
import {
  deleteDocument,
  documentIdInputSchema,
  getDocument,
  listDocuments,
  searchDocuments,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

/** Files come over REST alone (`POST /v1/documents`): they are no JSON. */
export const documents = {
  list: procedure
    .input(pageInputSchema.prefault({}))
    .query(({ ctx, input }) => listDocuments({ ctx: ctx.verb, input })),
  get: procedure
    .input(documentIdInputSchema)
    .query(({ ctx, input }) => getDocument({ ctx: ctx.verb, input })),
  search: procedure
    .input(searchDocumentsInputSchema)
    .query(({ ctx, input }) => searchDocuments({ ctx: ctx.verb, input })),
  delete: procedure
    .input(documentIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: DocumentId }> => {
      await deleteDocument({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;

import {
  type AgentId,
  agentLabelInputSchema,
  draftSpecInputSchema,
  moveLabelInputSchema,
  pageInputSchema,
  saveAgentInputSchema,
  tryInvariantInputSchema,
} from '@agent-factory/contracts';
import {
  agentIdInputSchema,
  createAgent,
  deleteAgent,
  draftSpec,
  getAgent,
  listAgentLabels,
  listAgents,
  listAgentVersions,
  listLabelsInputSchema,
  makeLiveTicket,
  moveAgentLabel,
  openAgentDocument,
  removeAgentLabel,
  tryInvariant,
  updateAgent,
  updateAgentInputSchema,
  validateSpec,
  validateSpecInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const agents = {
  list: procedure
    .input(pageInputSchema.prefault({}))
    .query(({ ctx, input }) => listAgents({ ctx: ctx.verb, input })),
  get: procedure.input(agentIdInputSchema).query(({ ctx, input }) => getAgent({ ctx: ctx.verb, input })),
  create: procedure
    .input(saveAgentInputSchema)
    .mutation(({ ctx, input }) => createAgent({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateAgentInputSchema)
    .mutation(({ ctx, input }) => updateAgent({ ctx: ctx.verb, input })),
  delete: procedure.input(agentIdInputSchema).mutation(async ({ ctx, input }): Promise<{ id: AgentId }> => {
    await deleteAgent({ ctx: ctx.verb, input });
    return { id: input.id };
  }),
  versions: procedure
    .input(agentIdInputSchema)
    .query(({ ctx, input }) => listAgentVersions({ ctx: ctx.verb, input })),
  labels: procedure
    .input(listLabelsInputSchema)
    .query(({ ctx, input }) => listAgentLabels({ ctx: ctx.verb, input })),
  moveLabel: procedure
    .input(moveLabelInputSchema)
    .mutation(({ ctx, input }) => moveAgentLabel({ ctx: ctx.verb, input })),
  removeLabel: procedure
    .input(agentLabelInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ label: typeof input.label }> => {
      await removeAgentLabel({ ctx: ctx.verb, input });
      return { label: input.label };
    }),
  document: procedure
    .input(agentIdInputSchema)
    .query(({ ctx, input }) => openAgentDocument({ ctx: ctx.verb, input })),
  liveTicket: procedure
    .input(agentIdInputSchema)
    .mutation(({ ctx, input }) => makeLiveTicket({ ctx: ctx.verb, input, accessToken: ctx.credential() })),
  /** Saves nothing: what a model or fixed rules wrote is for the author to read first. */
  draft: procedure.input(draftSpecInputSchema).mutation(({ ctx, input, signal }) =>
    draftSpec({
      ctx: ctx.verb,
      input,
      signal: AbortSignal.any([ctx.host.closing, ...(signal === undefined ? [] : [signal])]),
    }),
  ),
  /** A mutation for the same reason as `validate`. */
  tryInvariant: procedure
    .input(tryInvariantInputSchema)
    .mutation(({ ctx, input }) => tryInvariant({ ctx: ctx.verb, input })),
  /** A mutation though it changes nothing: a query would put the text into the URL. */
  validate: procedure
    .input(validateSpecInputSchema)
    .mutation(({ ctx, input }) => validateSpec({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

import { randomUUID } from 'node:crypto';
import { type AgentId, AppError, agentIdSchema, teamIdSchema } from '@agent-factory/contracts';
import { insertLiveTicket, selectAgent, useLiveTicket, withTenant, withTenantOnce } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { agentIdInputSchema } from '../agents/get.ts';
import type { ServiceContext, Services } from '../service-context.ts';

/** Long enough for a connection to be made, too short for anything else. */
const lifeMs = 30_000;

const sealedSchema = z.object({ accessToken: z.string() });

/**
 * A ticket for one connection to an agent's document: opens it once, within 30 s. Browsers can send no header along with
 * a WebSocket, and the access token stays out of the page's reach, so it travels inside, sealed for this platform alone.
 * Errors: `not_found`; `forbidden` for a key.
 */
export async function makeLiveTicket({
  ctx,
  input,
  accessToken,
}: {
  ctx: ServiceContext;
  input: z.input<typeof agentIdInputSchema>;
  accessToken: string;
}): Promise<{ ticket: string }> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { id: agentId } = parseInput(agentIdInputSchema, input);
  const { teamId, userId } = actor;
  const id = randomUUID();
  await withTenant(ctx.db, actor, async (tx) => {
    if ((await selectAgent(tx, { id: agentId, teamId })) === undefined) throw notFound('agent');
    const expiresAt = new Date(ctx.clock.now() + lifeMs);
    await insertLiveTicket(tx, { id, agentId, teamId, userId, expiresAt });
  });
  const sealed = ctx.secrets.vault.seal(JSON.stringify({ accessToken }), {
    ...{ teamId, rowId: `${agentId} ${id}`, purpose: 'live_ticket' },
  });
  return { ticket: [teamId, agentId, id, sealed.toString('base64url')].join('.') };
}

const ticketSchema = z
  .string()
  .transform((text) => text.split('.'))
  .pipe(z.tuple([teamIdSchema, agentIdSchema, z.uuid(), z.base64url()]));

export interface OpenedTicket {
  id: string;
  agentId: AgentId;
  teamId: string;
  accessToken: string;
}

/** Whose a ticket is, which is not yet to say that it is good. Throws `unauthenticated` for what is no ticket of ours. */
export function readLiveTicket(services: Services, ticket: string): OpenedTicket {
  const { data } = ticketSchema.safeParse(ticket);
  if (data === undefined) throw notGood();
  const [teamId, agentId, id, sealed] = data;
  try {
    const place = { teamId, rowId: `${agentId} ${id}`, purpose: 'live_ticket' } as const;
    const opened = services.secrets.vault.open(Buffer.from(sealed, 'base64url'), place);
    return { id, agentId, teamId, accessToken: sealedSchema.parse(JSON.parse(opened)).accessToken };
  } catch {
    throw notGood();
  }
}

/** Uses the ticket up. Throws `unauthenticated` where it was used before, has expired, or is another's. */
export async function useTicket({
  ctx,
  ticket: { id, agentId },
}: {
  ctx: ServiceContext;
  ticket: OpenedTicket;
}): Promise<void> {
  const actor = requirePerson(ctx.actor);
  const { teamId, userId } = actor;
  const now = new Date(ctx.clock.now());
  const isGood = await withTenantOnce(ctx.db, actor, (tx) =>
    useLiveTicket(tx, { id, agentId, teamId, userId, now }),
  );
  if (!isGood) throw notGood();
}

function notGood(): AppError {
  return new AppError(
    'unauthenticated',
    'This ticket is not good: it was used, or it is too old. Ask for another.',
  );
}

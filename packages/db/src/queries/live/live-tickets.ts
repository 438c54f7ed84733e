import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewLiveTicket {
  id: string;
  agentId: AgentId;
  teamId: TeamId;
  userId: string;
  expiresAt: Date;
}

/** Notes that a ticket was given out, and forgets the person's that have expired unused. */
export async function insertLiveTicket(tx: Transaction, ticket: NewLiveTicket): Promise<void> {
  await sql`
    with expired as (
      delete from public.live_tickets
      where team_id = ${ticket.teamId} and user_id = ${ticket.userId}::uuid and expires_at < now() - interval '1 minute'
    )
    insert into public.live_tickets (id, team_id, agent_id, user_id, expires_at)
    values (${ticket.id}::uuid, ${ticket.teamId}, ${ticket.agentId}, ${ticket.userId}::uuid, ${ticket.expiresAt})
  `.execute(tx);
}

/** Uses a ticket up; false where it was never given out for this, was used before, or has expired by `now`. */
export async function useLiveTicket(
  tx: Transaction,
  { id, agentId, teamId, userId, now }: Omit<NewLiveTicket, 'expiresAt'> & { now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    delete from public.live_tickets
    where team_id = ${teamId} and id = ${id}::uuid and agent_id = ${agentId} and user_id = ${userId}::uuid
      and expires_at > ${now}
    returning id`.execute(tx);
  return rows.length > 0;
}

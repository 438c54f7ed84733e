import { type AgentId, AppError, agentIdSchema } from '@agent-factory/contracts';
import { selectAgent, selectProfile, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { type Person, requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext, Services } from '../service-context.ts';
import { type DocumentRights, documentRights } from './document-rights.ts';
import { createLiveRoom, type LivePeer, type LiveRoom, type LiveSeat } from './live-room.ts';
import { loadDocument } from './load-document.ts';

/** The documents that people of this process are in. */
export interface LiveRooms {
  /**
   * Lets a person into an agent's document, who is told at once what their copy lacks. Errors: `not_found`, `forbidden`
   * for a key, `unavailable` once the process stops.
   */
  join(call: {
    ctx: ServiceContext;
    input: { agent_id: string; document: string | null; vector: Uint8Array };
    peer: LivePeer;
  }): Promise<LiveSeat>;
  /** What the person may do now. Errors: as of `join`. */
  rightsOf(call: { ctx: ServiceContext; input: { agent_id: string } }): Promise<DocumentRights>;
  /** Ends every connection once what has come in is stored; nobody comes in after it. */
  close(): Promise<void>;
}

export function openLiveRooms(services: Services): LiveRooms {
  const rooms = new Map<string, Promise<LiveRoom>>();
  let isClosed = false;

  function roomOf(agentId: AgentId, { teamId }: Person): Promise<LiveRoom> {
    const key = `${teamId} ${agentId}`;
    const known = rooms.get(key);
    if (known !== undefined) return known;
    const opening = loadDocument(services, { agentId, teamId }).then((loaded) =>
      createLiveRoom(services, { agentId, teamId }, loaded, () => {
        if (rooms.get(key) === opening) rooms.delete(key);
      }),
    );
    opening.catch(() => {
      if (rooms.get(key) === opening) rooms.delete(key);
    });
    rooms.set(key, opening);
    return opening;
  }

  return {
    async join({ ctx, input, peer }) {
      if (isClosed) throw new AppError('unavailable', 'This server stops. Try again.');
      const { actor, agentId, name, rights } = await look(ctx, input.agent_id);
      for (;;) {
        const room = await roomOf(agentId, actor);
        const seat = room.sit({ actor, name, rights }, input, peer);
        // It was about to close when it was found.
        if (seat !== null) return seat;
      }
    },

    async rightsOf({ ctx, input }) {
      return (await look(ctx, input.agent_id)).rights;
    },

    async close() {
      isClosed = true;
      const open = await Promise.allSettled(rooms.values());
      await Promise.all(open.map((room) => (room.status === 'fulfilled' ? room.value.close('moved') : null)));
    },
  };
}

async function look(
  ctx: ServiceContext,
  id: string,
): Promise<{ actor: Person; agentId: AgentId; name: string; rights: DocumentRights }> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { data: agentId } = agentIdSchema.safeParse(id);
  if (agentId === undefined) throw notFound('agent');
  return await withTenant(ctx.db, actor, async (tx) => {
    if ((await selectAgent(tx, { id: agentId, teamId: actor.teamId })) === undefined) throw notFound('agent');
    const profile = await selectProfile(tx, actor.userId);
    const name = profile?.name || profile?.email || 'Somebody';
    return { actor, agentId, name, rights: await documentRights(tx, actor, agentId) };
  });
}

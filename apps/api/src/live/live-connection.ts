import {
  isAppError,
  type LiveEnd,
  type LiveServerMessage,
  liveClientMessageSchema,
  liveEnds,
  liveLimits,
  packUpdate,
  unpackUpdate,
} from '@agent-factory/contracts';
import { type LiveRooms, type LiveSeat, readLiveTicket, useTicket } from '@agent-factory/services';
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import { admit } from '../actor/admit.ts';
import { identify } from '../actor/identify.ts';
import type { Host } from '../host.ts';

/** For the first message. */
const helloMs = 5_000;
/** How often is asked whether the session lives and what the person may do; identity is remembered for 2 s. */
const askAgainMs = 1_500;
/** A peer that does not answer for so long is gone; also what keeps proxies from closing a quiet connection. */
const pingMs = 20_000;
/** A peer that reads slower than others write; it comes back and takes the difference at once. */
const unreadBytes = 4_194_304;

interface Held {
  host: Host;
  rooms: LiveRooms;
  peer: WebSocket;
  agentId: string;
  arrival: { address: string; requestId: string; userAgent: string | undefined };
  log: FastifyBaseLogger;
  /** Who it is, or null for nobody; false where they have too many connections already. */
  onKnown(userId: string | null): boolean;
  onGone(userId: string): void;
}

/** One connection from its first message to its end. */
export function holdConnection({ host, rooms, peer, agentId, arrival, log, onKnown, onGone }: Held): void {
  const startedAt = performance.now();
  let seat: LiveSeat | null = null;
  let userId: string | null = null;
  let isKnown = false;
  let hasGreeted = false;
  let isAnswering = true;
  let askAgain: NodeJS.Timeout | undefined;
  const take = createBucket();

  function end(reason: LiveEnd, words: string): void {
    // A close frame has room for 123 bytes.
    peer.close(liveEnds[reason], Buffer.from(words).subarray(0, 120).toString().replace(/�+$/, ''));
  }

  function isSlow(): boolean {
    if (peer.bufferedAmount <= unreadBytes) return false;
    peer.terminate();
    return true;
  }

  function known(id: string | null): boolean {
    if (isKnown) return true;
    isKnown = true;
    const mayStay = onKnown(id);
    if (mayStay) userId = id;
    return mayStay;
  }

  const hello = setTimeout(() => end('ticket', 'Nothing was said.'), helloMs);
  const ping = setInterval(() => {
    if (!isAnswering) return peer.terminate();
    isAnswering = false;
    peer.ping();
  }, pingMs);
  peer.on('pong', () => {
    isAnswering = true;
  });
  peer.on('error', () => peer.terminate());
  peer.on('close', (code) => {
    clearTimeout(hello);
    clearTimeout(askAgain);
    clearInterval(ping);
    seat?.leave();
    seat = null;
    if (!isKnown) known(null);
    else if (userId !== null) onGone(userId);
    log.info(
      {
        request_id: arrival.requestId,
        agent: agentId,
        code,
        duration_ms: Math.round(performance.now() - startedAt),
      },
      'live connection ended',
    );
  });

  peer.on('message', (data: Buffer, isBinary) => {
    if (peer.readyState !== peer.OPEN) return;
    if (!take()) return end('too_much', 'Too many messages at once.');
    if (isBinary) {
      const frame = unpackUpdate(data);
      if (frame === null || seat === null) return end('unreadable', 'This message came unexpectedly.');
      return seat.write(frame.number, frame.update);
    }
    const { data: message } = liveClientMessageSchema.safeParse(parseJson(data));
    if (message === undefined) return end('unreadable', 'This message could not be read.');
    if (message.type === 'presence') return seat?.move(message.place);
    if (hasGreeted) return end('unreadable', 'This message came unexpectedly.');
    hasGreeted = true;
    void greet(message).catch(refuse);
  });

  async function greet(message: { ticket: string; document: string | null; vector: string }): Promise<void> {
    const ticket = readLiveTicket(host.services, message.ticket);
    const headers = {
      authorization: `Bearer ${ticket.accessToken}`,
      'x-team-id': ticket.teamId,
      ...(arrival.userAgent === undefined ? {} : { 'user-agent': arrival.userAgent }),
    };
    const { ctx, actor } = await admit(host, { headers, ...arrival, door: 'app' }, () => undefined);
    if (ticket.agentId !== agentId || actor.type !== 'user') {
      return end('ticket', 'This ticket is for something else.');
    }
    await useTicket({ ctx, ticket });
    clearTimeout(hello);
    if (peer.readyState !== peer.OPEN) return;
    if (!known(actor.userId)) return end('too_much', 'You have too many of these open. Close some.');
    const joined = await rooms.join({
      ctx,
      input: {
        agent_id: agentId,
        document: message.document,
        vector: Buffer.from(message.vector, 'base64'),
      },
      peer: { tell, pass, end },
    });
    if (peer.readyState !== peer.OPEN) return joined.leave();
    seat = joined;
    watch(headers, actor.role);
  }

  /** A session that ended, a member who left and a role that changed count within 5 s. */
  function watch(headers: Readonly<Record<string, string>>, before: string): void {
    askAgain = setTimeout(() => {
      void (async () => {
        const { ctx, actor } = await identify(host, headers, arrival.address);
        const role = actor.type === 'user' ? actor.role : '';
        if (role !== before) seat?.allow(await rooms.rightsOf({ ctx, input: { agent_id: agentId } }));
        if (peer.readyState === peer.OPEN) watch(headers, role);
      })().catch(refuse);
    }, askAgainMs);
  }

  function tell(message: LiveServerMessage): void {
    if (peer.readyState === peer.OPEN && !isSlow()) peer.send(JSON.stringify(message));
  }

  function pass(update: Uint8Array): void {
    if (peer.readyState === peer.OPEN && !isSlow()) peer.send(packUpdate(0, update));
  }

  function refuse(error: unknown): void {
    if (!isAppError(error)) {
      log.error({ err: error, request_id: arrival.requestId }, 'a live connection broke');
      end('unavailable', 'Something went wrong here. Try again.');
      return;
    }
    switch (error.code) {
      case 'unauthenticated':
      case 'second_factor_required':
        end('ticket', error.message);
        return;
      case 'not_found':
        end('gone', error.message);
        return;
      case 'rate_limited':
        end('too_much', error.message);
        return;
      case 'unavailable':
        end('unavailable', error.message);
        return;
      default:
        end('forbidden', error.message);
        return;
    }
  }
}

/** So many frames at once, and so many more each second. */
function createBucket(): () => boolean {
  let left: number = liveLimits.frameBurst;
  let at = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(liveLimits.frameBurst, left + ((now - at) / 1000) * liveLimits.framesPerSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { liveLimits } from '@agent-factory/contracts';
import type { LiveRooms } from '@agent-factory/services';
import type { FastifyBaseLogger } from 'fastify';
import { WebSocketServer } from 'ws';
import type { Host } from '../host.ts';
import { requestIdOf } from '../http/request-id.ts';
import { isOwnHostName } from '../http/require-host-name.ts';
import { isFromOwnPage } from '../http/require-own-origin.ts';
import { holdConnection } from './live-connection.ts';

const path = /^(?:\/api)?\/v1\/agents\/([a-z0-9_]{1,60})\/live\/?(?:\?|$)/;

/** Before anybody has said who they are; each is given a few seconds. */
const strangersAtMost = 500;
/** How long a peer may take to agree that it is over. */
const farewellMs = 1_500;

/** Whether a request is for here; every other upgrade that is asked for is left aside, as HTTP allows. */
export function asksForLive({ url = '' }: IncomingMessage): boolean {
  return path.test(url);
}

/**
 * `GET /v1/agents/{id}/live`: people write one spec together, over WebSockets (docs/decisions/0436). Origins and host
 * names hold as everywhere; who comes says so in their first message. Once the server closes, everybody is sent
 * elsewhere, with what they wrote stored.
 */
export function openLiveDoor(
  server: Server,
  host: Host,
  rooms: LiveRooms,
  options: { webOrigins: readonly string[]; hostNames?: readonly string[] },
  log: FastifyBaseLogger,
): void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: liveLimits.frameBytes,
    perMessageDeflate: false,
  });
  const people = new Map<string, number>();
  let strangers = 0;

  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const [, agentId] = path.exec(req.url ?? '') ?? [];
    if (agentId === undefined) return refuse(socket, 404, 'Not Found');
    if (!isOwn(req)) return refuse(socket, 403, 'Forbidden');
    if (host.closing.aborted || strangers >= strangersAtMost)
      return refuse(socket, 503, 'Service Unavailable');
    sockets.handleUpgrade(req, socket, head, (peer) => {
      strangers += 1;
      holdConnection({
        host,
        rooms,
        peer,
        agentId,
        arrival: {
          address: host.addressOf(req),
          requestId: requestIdOf(req),
          userAgent: req.headers['user-agent'],
        },
        log,
        onKnown: (userId) => {
          strangers -= 1;
          if (userId === null) return true;
          const count = people.get(userId) ?? 0;
          if (count >= liveLimits.connectionsPerPerson) return false;
          people.set(userId, count + 1);
          return true;
        },
        onGone: (userId) => {
          const left = (people.get(userId) ?? 1) - 1;
          if (left > 0) people.set(userId, left);
          else people.delete(userId);
        },
      });
    });
  });

  host.closing.addEventListener(
    'abort',
    () => {
      void rooms.close().finally(() => {
        const late = setTimeout(() => {
          for (const peer of sockets.clients) peer.terminate();
        }, farewellMs);
        sockets.close(() => clearTimeout(late));
      });
    },
    { once: true },
  );

  function isOwn(req: IncomingMessage): boolean {
    // A page can open a WebSocket anywhere, and CORS does not hold for it: its origin is asked for as if it changed something.
    const { headers } = req;
    if (!isFromOwnPage({ method: 'POST', headers }, options.webOrigins) && !isSameMachine(headers.origin)) {
      return false;
    }
    return options.hostNames === undefined || isOwnHostName(headers.host ?? '', options.hostNames);
  }

  /** In local mode the web app answers to every name of this machine. */
  function isSameMachine(origin: string | undefined): boolean {
    if (host.mode !== 'local' || origin === undefined || !URL.canParse(origin)) return false;
    const { hostname, port, protocol } = new URL(origin);
    if (protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return false;
    return options.webOrigins.some((own) => {
      const web = new URL(own);
      return web.protocol === 'http:' && web.port === port && web.hostname === 'localhost';
    });
  }
}

function refuse(socket: Duplex, status: number, words: string): void {
  socket.end(`HTTP/1.1 ${status} ${words}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

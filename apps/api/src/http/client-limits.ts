import type { Server } from 'node:http';

/** How long a client may take, in milliseconds; whoever is slower loses the connection and nobody else's. */
export interface ClientLimits {
  /** For all headers of a request to arrive. */
  headersMs: number;
  /** For the whole request to arrive, not for its answer. */
  requestMs: number;
  /** For a connection on which nothing moves in either direction: a reader that stopped reading, a half-open one. */
  silenceMs: number;
  /** How often the first two are looked at. */
  checkEveryMs: number;
  /** Connections at once; more are dropped as they come. */
  connections: number;
}

/** Streams say something every 15 s, and the longest wait for an answer is ten minutes at the gateway. */
export const clientLimits: ClientLimits = {
  headersMs: 15_000,
  requestMs: 60_000,
  silenceMs: 660_000,
  checkEveryMs: 5_000,
  connections: 10_000,
};

/** Longer than the minute after which balancers drop idle connections, so that it is never us who drops one in use. */
const keepAliveTimeoutMs = 72_000;
/** A request names a dozen headers; each costs work before anyone is known. */
const headersAtMost = 100;

export function limitClients(server: Server, limits: ClientLimits): void {
  server.headersTimeout = limits.headersMs;
  server.requestTimeout = limits.requestMs;
  server.setTimeout(limits.silenceMs);
  server.maxConnections = limits.connections;
  server.maxHeadersCount = headersAtMost;
  server.keepAliveTimeout = keepAliveTimeoutMs;
}

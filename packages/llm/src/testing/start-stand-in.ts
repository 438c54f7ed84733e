import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface StandInRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The parsed JSON body; null for none. */
  body: unknown;
}

/** What the stand-in answers: one JSON value, or a stream of raw lines and how it ends. */
export type StandInReply =
  | { status?: number; headers?: Record<string, string>; json: unknown }
  | {
      contentType: 'text/event-stream' | 'application/x-ndjson';
      chunks: readonly string[];
      /** `cut` breaks the connection, `hang` says no more and keeps it open. */
      end?: 'clean' | 'cut' | 'hang';
      /** Pause before each piece; none if left out. */
      paceMs?: number;
    };

export interface StandIn {
  /** `http://127.0.0.1:port` */
  url: string;
  requests: StandInRequest[];
  /** How many answers the other side hung up on before their end. */
  hangUps(): number;
  close(): Promise<void>;
}

/** A real HTTP server that stands where a vendor's would, on a free port of the loopback. */
export async function startStandIn(
  answer: (request: StandInRequest, index: number) => StandInReply,
): Promise<StandIn> {
  const requests: StandInRequest[] = [];
  let hangUps = 0;
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    requests.push(request);
    outgoing.on('close', () => {
      if (!outgoing.writableEnded) hangUps += 1;
    });
    await send(outgoing, answer(request, requests.length - 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('listening without an address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    hangUps: () => hangUps,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function send(outgoing: ServerResponse, reply: StandInReply): Promise<void> {
  if ('json' in reply) {
    outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    outgoing.end(JSON.stringify(reply.json));
    return;
  }
  outgoing.writeHead(200, { 'content-type': reply.contentType });
  for (const chunk of reply.chunks) {
    if (reply.paceMs !== undefined) await sleep(reply.paceMs);
    if (outgoing.destroyed) return;
    outgoing.write(chunk);
  }
  if (reply.end === 'cut') setImmediate(() => outgoing.destroy());
  else if (reply.end !== 'hang') outgoing.end();
  else outgoing.flushHeaders();
}

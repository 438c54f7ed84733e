import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedCall {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  /** What an egress client has to exempt. */
  place: string;
  calls: ReceivedCall[];
  /** How it answers; 204 unless set. */
  answer: (response: ServerResponse, call: ReceivedCall) => void;
  /** Resolves when so many calls have come in all. */
  seen(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A receiver of webhooks on a port of its own. */
export async function startReceiver(): Promise<Receiver> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer(async (request, response) => {
    const call = { headers: request.headers, body: await text(request) };
    receiver.calls.push(call);
    receiver.answer(response, call);
    for (const one of waiting) if (receiver.calls.length >= one.count) one.resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receiver: Receiver = {
    url: `http://${place}/hook`,
    place,
    calls: [],
    answer: (response) => void response.writeHead(204).end(),
    seen(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (receiver.calls.length >= count) resolve();
      return promise;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A web server that keeps what arrived and says the same to everybody; where effects of tools are counted. */
export interface Sink {
  url: string;
  /** `host:port` */
  place: string;
  /** `POST /write/1`, in order of arrival. */
  arrived: string[];
  /** The page, as text. */
  says: string;
  close(): Promise<void>;
}

export async function startSink(options: { paceMs: number } = { paceMs: 0 }): Promise<Sink> {
  const server = createServer(async (request, response) => {
    sink.arrived.push(`${request.method} ${request.url}`);
    request.resume();
    await sleep(options.paceMs);
    response.setHeader('content-type', 'text/plain').end(sink.says);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const sink: Sink = {
    url: `http://127.0.0.1:${port}`,
    place: `127.0.0.1:${port}`,
    arrived: [],
    says: 'noted',
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return sink;
}

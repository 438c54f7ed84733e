import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server that sends everybody on to the address that its own names. */
export interface Redirector {
  /** `host:port` */
  place: string;
  leadingTo(address: string): string;
  close(): Promise<void>;
}

export async function startRedirector(): Promise<Redirector> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://web');
    response.writeHead(302, { location: encodeURI(searchParams.get('to') ?? '') }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    place: `127.0.0.1:${port}`,
    leadingTo: (address) => `http://127.0.0.1:${port}/?to=${encodeURIComponent(address)}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

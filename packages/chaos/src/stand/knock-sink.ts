import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Listens on every address of this machine, counts whoever knocks, and answers with an empty object. */
export interface KnockSink {
  port: number;
  knocks(): number;
  close(): void;
}

export async function startKnockSink(): Promise<KnockSink> {
  let knocks = 0;
  const server = createServer((socket) => {
    knocks += 1;
    socket.on('error', () => {});
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
  });
  await listen(server);
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return { port, knocks: () => knocks, close: () => void server.close() };
}

/** Both families; machines without IPv6 have one. */
async function listen(server: Server): Promise<void> {
  server.listen({ port: 0, host: '::', ipv6Only: false });
  try {
    await once(server, 'listening');
  } catch {
    server.listen(0, '0.0.0.0');
    await once(server, 'listening');
  }
}

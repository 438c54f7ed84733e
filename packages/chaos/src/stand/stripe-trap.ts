import { request as ask, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a process that asks Stripe is to die. */
export interface Trap {
  /** `POST /v1/refunds`: the call that Stripe has to have answered first; null where any moment will do. */
  answered: string | null;
  /** The beginning of the call at which it dies, which Stripe never hears of; any that comes next where left out. */
  at?: string;
}

export interface StripeTrap {
  url: string;
  /** Resolves once somebody was caught; `kill` has ended them by then. */
  set(trap: Trap, kill: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Stands between workers and the local Stripe, hands on what they ask, and ends one of them where it was told to. */
export async function startStripeTrap(stripeUrl: string): Promise<StripeTrap> {
  let standing: (Trap & { kill: () => Promise<void>; caught: () => void }) | null = null;
  const server = createServer((request, response) => {
    const call = `${request.method} ${request.url}`;
    const trap = standing;
    if (trap !== null && trap.answered === null && call.startsWith(trap.at ?? '')) {
      standing = null;
      trap.kill().then(trap.caught, trap.caught);
      return;
    }
    bodyOf(request)
      .then((body) => {
        const { hostname, port } = new URL(stripeUrl);
        const handed = ask(
          { hostname, port, method: request.method, path: request.url, headers: request.headers },
          (answer) => {
            const isIt =
              standing !== null && standing.answered !== null && call.startsWith(standing.answered);
            if (isIt && standing !== null && answer.statusCode === 200) standing.answered = null;
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
          },
        );
        handed.on('error', () => response.destroy());
        handed.end(body);
      })
      // Whoever asked is gone.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (trap, kill) =>
      new Promise((caught) => {
        standing = { ...trap, kill, caught };
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

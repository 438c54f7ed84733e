import { createServer } from 'node:net';

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The wanted port, or the next one up that nobody listens on. All addresses are tried as well as the one
 * that we bind to, since a server on 0.0.0.0 would answer for us on some systems.
 *
 * @param promised ports that are free still, but chosen for somebody who is not there yet
 */
export async function findFreePort(
  wanted: number,
  host: string,
  promised: readonly number[] = [],
): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port++) {
    if (promised.includes(port)) continue;
    if ((await isFree(port, host)) && (await isFree(port, '0.0.0.0'))) return port;
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 199}.`);
}

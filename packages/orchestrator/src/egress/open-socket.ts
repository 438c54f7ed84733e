import { connect, type LookupFunction, type Socket } from 'node:net';
import { AppError } from '@agent-factory/contracts';
import { checkUrl, type EgressPolicy } from './check-url.ts';

/** A TCP connection to a host that users name: what the check of web addresses refuses, this refuses. */
export function openSocket(
  { host, port }: { host: string; port: number },
  policy: EgressPolicy,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<Socket> {
  const address = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  if (!/^[\w.:[\]-]+$/.test(address)) {
    throw new AppError('invalid_input', `"${host.slice(0, 100)}" is not the name of a server.`);
  }
  const { url, exempt } = checkUrl(`https://${address}:${port}/`, policy);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port,
      // Of a plain address nothing is looked up; it has been checked as it is.
      ...(exempt ? {} : { lookup }),
    });
    const stop = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      signal.removeEventListener('abort', stop);
      socket.off('error', reject);
      resolve(socket);
    });
    if (signal.aborted) stop();
  });
}

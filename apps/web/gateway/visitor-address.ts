import { createHmac, randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/**
 * Bundles of one Next server share no module, but the process. The header in which a request carries its visitor's
 * address has a name of this process alone, so that no visitor can send one.
 */
const place = Symbol.for('agent-factory.visitor-address-header');
const shared = globalThis as typeof globalThis & { [place]?: string };

/** What the API reads; see its `web-hop.ts`. */
const webHopHeader = 'x-web-client';

/**
 * Writes down for every request, before Next sees it, from where it came: Next itself takes the word of any
 * `x-forwarded-for`, and does not say who is at the other end. `trustProxy` as in the API: true, false, or addresses.
 */
export function noteVisitorAddresses(trustProxy: boolean | string): void {
  if (shared[place] !== undefined) return;
  const header = `x-visitor-${randomBytes(12).toString('hex')}`;
  shared[place] = header;
  const believed =
    typeof trustProxy === 'boolean'
      ? () => trustProxy
      : proxyAddr.compile(trustProxy.split(',').map((part) => part.trim()));
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const address = proxyAddr(request, believed);
    if (address !== undefined) request.headers[header] = address;
  });
}

/** From where a request came; null where this server was not asked to write it down. */
export function visitorAddress(headers: Headers): string | null {
  const header = shared[place];
  return header === undefined ? null : headers.get(header);
}

/** Tells the API for whom this server asks, signed with what the two share; nothing where either is missing. */
export function webHopHeaders(
  address: string | null,
  secret: string | null,
  now: number = Date.now(),
): Record<string, string> {
  if (address === null || secret === null) return {};
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const signature = createHmac('sha256', secret)
    .update(`${webHopHeader}\0${plain}\0${now}`)
    .digest('base64url');
  return { [webHopHeader]: `${plain} ${now} ${signature}` };
}

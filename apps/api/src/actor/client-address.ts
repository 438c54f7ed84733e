import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { createReadWebHop } from './web-hop.ts';

/** The address that a request came from, as far as the proxies in front can be believed; see `trustProxy`. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * Reads `x-forwarded-for` as Fastify does, for the gateway too, which no Fastify request stands before; what the web
 * server says of its visitors comes first, see `web-hop.ts`.
 */
export function createAddressOf(
  trustProxy: boolean | string,
  webHop: { secret: string; now(): number } | null,
): AddressOf {
  const believed = believedOf(trustProxy);
  const hop = webHop === null ? () => null : createReadWebHop(webHop.secret, webHop.now);
  return (request) => withoutMapping(hop(request) ?? proxyAddr(request, believed));
}

function believedOf(trustProxy: boolean | string): Parameters<typeof proxyAddr>[1] {
  if (typeof trustProxy === 'boolean') return () => trustProxy;
  return proxyAddr.compile(trustProxy.split(',').map((part) => part.trim()));
}

/** A socket for both families names IPv4 addresses in IPv6. */
function withoutMapping(address: string | undefined): string {
  // Gone already: an address that no list holds.
  if (address === undefined) return '0.0.0.0';
  return address.toLowerCase().startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** How the web server says for whom it asks: `<address> <unix milliseconds> <HMAC-SHA-256, base64url>`. */
const webHopHeader = 'x-web-client';

/** A header that somebody got hold of is of no use after this, and no earlier; clocks of two machines differ a little. */
const validMs = 60_000;

/**
 * The address for which the web server asks, by the secret that the two share; null for a request of anybody else, for
 * what is not signed by it and for what is too old. The world's own `x-forwarded-for` says nothing here.
 */
export function createReadWebHop(
  secret: string,
  now: () => number,
): (request: IncomingMessage) => string | null {
  return ({ headers }) => {
    const header = headers[webHopHeader];
    if (typeof header !== 'string') return null;
    const [address = '', time = '', signature = '', ...more] = header.split(' ');
    if (more.length > 0 || isIP(address) === 0 || !/^\d{13}$/.test(time)) return null;
    if (Math.abs(now() - Number(time)) > validMs) return null;
    const expected = createHmac('sha256', secret).update(`${webHopHeader}\0${address}\0${time}`).digest();
    const given = Buffer.from(signature, 'base64url');
    return given.length === expected.length && timingSafeEqual(given, expected) ? address : null;
  };
}

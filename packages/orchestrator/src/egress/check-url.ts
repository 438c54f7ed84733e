import { isIP } from 'node:net';
import { AppError } from '@agent-factory/contracts';
import { isPublicAddress } from './public-address.ts';

/** Names that resolve inside a machine or a network, whatever DNS says. */
const privateNames = ['localhost', 'local', 'internal', 'intranet', 'lan', 'home.arpa', 'onion'];

export interface EgressPolicy {
  /** Ports that may be asked; others serve protocols that HTTP can be smuggled into. */
  allowedPorts: readonly number[];
  /** `host:port` pairs that are let through unchecked: a local stand-in that the operator configured. */
  allowPrivate: readonly string[];
}

export interface CheckedUrl {
  url: URL;
  /** True for a pair of `allowPrivate`: its addresses are not checked. */
  exempt: boolean;
}

/**
 * The first half of the check: what can be told from the address itself. The URL parser of the platform has
 * by then written decimal, octal, hexadecimal, short and full-width IPv4 forms as four plain numbers.
 */
export function checkUrl(text: string, policy: EgressPolicy): CheckedUrl {
  if (!URL.canParse(text)) throw new AppError('invalid_input', `"${shorten(text)}" is not a web address.`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new AppError('invalid_input', `Only http and https addresses can be read, not "${url.protocol}".`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError('invalid_input', 'A web address must not carry a user name or password.');
  }
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (policy.allowPrivate.includes(`${url.hostname}:${port}`)) return { url, exempt: true };
  if (!policy.allowedPorts.includes(port)) {
    throw new AppError(
      'forbidden',
      `Port ${port} is not allowed; these are: ${policy.allowedPorts.join(', ')}.`,
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  if (isIP(host) === 0 ? !isPublicName(host) : !isPublicAddress(host)) throw notPublic(host);
  return { url, exempt: false };
}

export function notPublic(host: string): AppError {
  return new AppError('forbidden', `"${shorten(host)}" is not on the public internet.`);
}

function isPublicName(host: string): boolean {
  if (!host.includes('.')) return false;
  return !privateNames.some((name) => host === name || host.endsWith(`.${name}`));
}

function shorten(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}

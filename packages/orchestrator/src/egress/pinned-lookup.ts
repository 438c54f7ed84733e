import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { notPublic } from './check-url.ts';
import { isPublicAddress } from './public-address.ts';

/** All addresses of a name, as the system resolves it. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: Resolve = (host) =>
  new Promise((done, refuse) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) done(addresses);
      else refuse(error);
    });
  });

/**
 * The second half of the check, at the moment of connecting: the socket goes to an address of the very answer
 * that was checked, so a name that answers differently the next time gains nothing. One private address
 * among public ones refuses them all.
 */
export function pinnedLookup(resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const first = addresses[0];
        if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
          callback(notPublic(host), '', 0);
        } else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

/** Of the system's resolver, for clients of other rooms that dial what users name. */
export const publicLookup: LookupFunction = pinnedLookup(resolveBySystem);

import type { Pool } from 'undici';
import { askOverWire } from '../attempt/ask-over-wire.ts';
import type { Asking, AskSink } from '../attempt/asking.ts';
import type { WireCall } from '../dialects/dialect.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import { askOffline } from '../offline/ask-offline.ts';
import { ProviderError } from '../provider-error.ts';
import { splitAddress } from '../vendors/split-address.ts';
import type { Vendor } from '../vendors/vendor.ts';
import type { ChainDeps } from './chain-deps.ts';

/** Begins to ask. */
type Opening = (sink: AskSink) => Asking;

/** Makes ready to ask a vendor with a key: opens its connections where that is still to do. */
export function askCandidate(
  { pools, older, offlinePaceMs }: ChainDeps,
  vendor: Vendor,
  key: VendorKey,
  call: WireCall,
): Opening | Promise<Opening> {
  const { wire } = vendor;
  if (wire === null) return (sink) => askOffline(call, offlinePaceMs, sink);
  const baseUrl = key.baseUrl ?? wire.baseUrl;
  if (baseUrl === null) throw new ProviderError('invalid_request', 'it has no address');
  const { origin, prefix } = splitAddress(baseUrl);
  const where = { url: origin, guarded: key.baseUrl !== null };
  const over =
    (pool: Pool): Opening =>
    (sink) =>
      askOverWire(
        {
          pool,
          prefix,
          dialect: older.dialectFor(wire, baseUrl),
          secret: key.secret,
          passesRaw: wire.passesRaw,
        },
        call,
        sink,
      );
  const pool = pools.get(where);
  return pool === undefined ? pools.open(where).then(over) : over(pool);
}

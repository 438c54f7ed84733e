import { readHttpError } from '../dialects/read-error.ts';
import type { OwnKey } from '../model-port.ts';
import { isProviderError } from '../provider-error.ts';
import type { Pools } from '../transport/open-pools.ts';
import { readWhole } from '../transport/read-whole.ts';
import { splitAddress } from './split-address.ts';
import type { Vendor } from './vendor.ts';

/** `refused`: the service said no to the key itself; else it could not be asked, or said something else. */
export type KeyVerdict = { ok: true } | { ok: false; reason: string; refused: boolean };

const patienceMs = 10_000;

/** Finds out whether a team's key is good, by a request that costs nothing. Never rejects; `reason` is safe to show. */
export async function testKey(vendors: readonly Vendor[], pools: Pools, own: OwnKey): Promise<KeyVerdict> {
  const vendor = vendors.find(({ id }) => id === own.vendor);
  if (vendor === undefined || vendor.wire === null) return no(`there is no provider "${own.vendor}"`);
  const { wire } = vendor;
  const baseUrl = own.baseUrl ?? wire.baseUrl;
  if (baseUrl === null) return no('the address of the service is missing');
  try {
    const { origin, prefix } = splitAddress(baseUrl);
    const authorisation = own.secret === '' ? {} : wire.dialect.authorise(own.secret);
    const headers = { 'content-type': 'application/json', ...authorisation };
    const empty = wire.checkByEmptyPost === true;
    const answer = await readWhole(
      pools,
      { url: origin, guarded: own.baseUrl !== undefined },
      { method: empty ? 'POST' : 'GET', path: prefix + wire.check, headers, body: empty ? '{}' : null },
      { timeoutMs: patienceMs },
    );
    // Some services list no models; they were reached, and refused neither key nor address.
    if (answer.status < 300 || answer.status === 404 || answer.status === 405) return { ok: true };
    if (empty && (answer.status === 400 || answer.status === 422)) return { ok: true };
    const { message } = readHttpError(answer.status, answer.headers, answer.body);
    return { ok: false, reason: message, refused: answer.status === 401 || answer.status === 403 };
  } catch (error) {
    return no(isProviderError(error) ? error.message : 'the address is no web address');
  }
}

function no(reason: string): KeyVerdict {
  return { ok: false, reason, refused: false };
}

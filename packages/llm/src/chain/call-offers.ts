import { describeModel } from '../catalogue/catalogue-model.ts';
import type { KeyTurns } from '../keys/key-turns.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { CallOptions, ModelRequest, OwnKey } from '../model-port.ts';
import type { Offer } from '../routing/candidate.ts';
import type { Vendor } from '../vendors/vendor.ts';

/** What a vendor offers for one call, and with which of its keys. */
export interface CallOffer extends Offer {
  provider: Vendor;
  /** All of one payer. */
  keys: readonly VendorKey[];
}

/**
 * What all vendors offer for one call. A team's own keys go before the platform's; refused ones are passed over
 * while there is another, and those that this very call was refused with are out.
 */
export function callOffers(
  vendors: readonly Vendor[],
  request: Pick<ModelRequest, 'use'>,
  options: Pick<CallOptions, 'ownKeys' | 'platformKeys'>,
  turns: KeyTurns,
  refused: ReadonlySet<VendorKey>,
): CallOffer[] {
  return vendors.map((vendor) => {
    const own = ownKeysFor(vendor, options.ownKeys);
    const usable = (keys: readonly VendorKey[]) =>
      refused.size === 0 ? keys : keys.filter((key) => !refused.has(key));
    const platform = options.platformKeys !== false || vendor.wire === null ? usable(vendor.keys) : [];
    const ownSound = own.length === 0 ? own : usable(own).filter((key) => !turns.isRefused(key));
    const keys = ownSound.length > 0 ? ownSound : platform.length > 0 ? platform : usable(own);
    return {
      provider: vendor,
      models: own.length > 0 && vendor.anyModel === true ? pinnedModels(vendor, request) : vendor.models(),
      payer: keys[0]?.payer ?? null,
      region: vendor.region,
      keys,
    };
  });
}

const converted = new WeakMap<OwnKey, VendorKey>();
const none: readonly VendorKey[] = [];

function ownKeysFor(vendor: Vendor, ownKeys: readonly OwnKey[] | undefined): readonly VendorKey[] {
  if (ownKeys === undefined || ownKeys.length === 0 || vendor.wire === null) return none;
  return ownKeys.flatMap((own) => {
    if (own.vendor !== vendor.id) return [];
    if (own.baseUrl === undefined && vendor.wire?.baseUrl === null) return [];
    let key = converted.get(own);
    if (key === undefined) {
      const { id: ownKeyId, secret, baseUrl = null, weight = 1 } = own;
      key = { ownKeyId, payer: 'team', secret: secret === '' ? null : secret, baseUrl, weight };
      converted.set(own, key);
    }
    return [key];
  });
}

/** A team's own service: its models are those that the team names, and nobody knows their prices. */
function pinnedModels(vendor: Vendor, request: Pick<ModelRequest, 'use'>): Offer['models'] {
  const listed = vendor.models();
  const unknown = request.use.filter(
    (pin) => pin.startsWith(`${vendor.id}/`) && !listed.some(({ id }) => id === pin),
  );
  if (unknown.length === 0) return listed;
  return [
    ...listed,
    ...unknown.map((pin) => {
      const name = pin.slice(vendor.id.length + 1);
      return describeModel({
        provider: vendor.id,
        name,
        title: name,
        tier: 2,
        contextTokens: 32_768,
        maxOutputTokens: 32_768,
        price: null,
      });
    }),
  ];
}

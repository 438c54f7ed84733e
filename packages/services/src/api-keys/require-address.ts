import { AppError } from '@agent-factory/contracts';
import { isInRanges } from './ip-range.ts';

/**
 * Throws `forbidden` when a key is used from an address that it is not for. The address is named, since whoever runs
 * the program may not know under which one it arrives; the list is not.
 */
export function requireAddress(
  key: { name: string; ipAllow: readonly string[] | null },
  address: string,
): void {
  if (key.ipAllow === null || isInRanges(address, key.ipAllow)) return;
  throw new AppError(
    'forbidden',
    `The API key "${key.name}" may not be used from ${address}. Add this address to its list of allowed addresses, or call from one that is on it.`,
  );
}

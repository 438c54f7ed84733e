import type { Reasoning } from '../model-port.ts';

/**
 * Marks a vendor's seal on a thought as that vendor's: a thread may change models between turns, and a seal is
 * refused by every other vendor.
 */
export function sealFor(vendor: string, seal: string): string {
  return `${vendor}:${seal}`;
}

/** The seal that a vendor gave; undefined for none and for those of others. */
export function openSeal(vendor: string, reasoning: Reasoning | undefined): string | undefined {
  const signature = reasoning?.signature;
  return signature?.startsWith(`${vendor}:`) ? signature.slice(vendor.length + 1) : undefined;
}

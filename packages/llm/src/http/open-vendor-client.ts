import { once } from '../providers/once.ts';
import type { VendorClient } from './vendor-client.ts';

/** Gives the client for all vendors; loads it on the first call, so that an idle process does without. */
export type OpenVendorClient = () => Promise<VendorClient>;

export function createOpenVendorClient(connectMs: number): OpenVendorClient {
  return once(async () => (await import('./vendor-client.ts')).createVendorClient(connectMs));
}

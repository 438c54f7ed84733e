import { offlineModels } from '../offline/offline-models.ts';
import type { Vendor } from './vendor.ts';

/** The rules of this process, for where nothing is configured. */
export function createOffline(): Vendor {
  return {
    id: 'offline',
    title: 'Offline',
    variable: '',
    region: null,
    keys: [{ ownKeyId: null, payer: 'platform', secret: null, baseUrl: null, weight: 1 }],
    wire: null,
    models: () => offlineModels,
  };
}

import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { ProviderInfo } from '../routing/candidate.ts';

/** How a vendor is reached over HTTP. */
export interface VendorWire {
  /** Null where only keys of a team's own bring an address. */
  baseUrl: string | null;
  dialect: Dialect;
  /** For services that turn out not to know the first one. */
  olderDialect?: Dialect;
  /** Whether its JSON is what OpenAI's clients understand, so that it may be passed on as it is. */
  passesRaw: boolean;
  /** Asked to find out whether a key is good; costs nothing. */
  check: string;
  /** For vendors without a free path that asks for a key: an empty request, which is refused as invalid after the key. */
  checkByEmptyPost?: true;
}

/** One vendor, configured or not. */
export interface Vendor extends ProviderInfo {
  /** Null for the rules of this process. */
  wire: VendorWire | null;
  /** From `<VENDOR>_REGION`. */
  region: string | null;
  /** The platform's keys; a service that needs none has one without a secret. Empty where nothing is configured. */
  keys: readonly VendorKey[];
  /** What it offers, as last known; the same array until that changes. */
  models(): readonly CatalogueModel[];
  /** Asks the service what it has, where only the service knows; null while the last answer is believed. */
  refresh?(): Promise<void> | null;
  /** Whether a team's own key may name models that no catalogue knows. */
  anyModel?: boolean;
}

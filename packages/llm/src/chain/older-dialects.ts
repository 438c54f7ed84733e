import type { Dialect } from '../dialects/dialect.ts';
import type { ProviderError } from '../provider-error.ts';
import type { VendorWire } from '../vendors/vendor.ts';

const mostRemembered = 1_000;

/** Remembers which addresses turned out not to know their vendor's newer protocol (docs/decisions/0122). */
export class OlderDialects {
  readonly #addresses = new Set<string>();

  dialectFor(wire: VendorWire, baseUrl: string): Dialect {
    if (wire.olderDialect === undefined) return wire.dialect;
    return this.#addresses.has(baseUrl) ? wire.olderDialect : wire.dialect;
  }

  /** Whether a failure means that the older protocol is to be tried at once: the service knows no such path. */
  learn(wire: VendorWire | null, baseUrl: string | null, error: ProviderError): boolean {
    if (wire?.olderDialect === undefined || baseUrl === null || error.kind !== 'unknown_model') return false;
    if (this.#addresses.has(baseUrl)) return false;
    if (this.#addresses.size >= mostRemembered) this.#addresses.clear();
    this.#addresses.add(baseUrl);
    return true;
  }
}

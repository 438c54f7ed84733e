/** What a vendor answered instead of an answer: an HTTP status other than 2xx, or an error inside a stream. */
export class VendorFailure extends Error {
  /** Undefined for an error that came inside a stream of status 200. */
  readonly status: number | undefined;
  readonly headers: Headers;
  /** The vendor's own account of it; never shown, but sorted by. */
  readonly error: unknown;

  constructor(status: number | undefined, headers: Headers, error: unknown) {
    super(`a vendor failed (${status ?? 'inside its stream'})`);
    this.name = 'VendorFailure';
    this.status = status;
    this.headers = headers;
    this.error = error;
  }
}

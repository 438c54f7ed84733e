/** A key as an attempt uses it; who pays follows from whose it is. */
export interface VendorKey {
  /** Of the team's row; null for the platform's. */
  ownKeyId: string | null;
  payer: 'platform' | 'team';
  /** Null for services that take no key. */
  secret: string | null;
  /** Where this key's service is, when that is not the vendor's usual address. */
  baseUrl: string | null;
  weight: number;
}

import type { SecretFields } from '../connection-secrets.ts';

/** The address that a connection names, or the vendor's own, without a slash at its end. */
export function baseUrlOf(fields: SecretFields, own: string): string {
  const named = fields.base_url ?? '';
  return (named === '' ? own : named).replace(/\/+$/, '');
}

import type { VendorKey } from './vendor-key.ts';

/** `key`, or several as `key*weight, key*weight`; a key without a weight has 1. */
export function parseKeys(text: string | undefined): VendorKey[] {
  if (text === undefined) return [];
  return text.split(',').flatMap((part) => {
    const match = /^(?<secret>.+?)(?:\*(?<weight>\d{1,4}))?$/.exec(part.trim());
    const secret = match?.groups?.secret;
    if (secret === undefined) return [];
    const weight = Math.max(1, Number(match?.groups?.weight ?? 1));
    return { ownKeyId: null, payer: 'platform' as const, secret, baseUrl: null, weight };
  });
}

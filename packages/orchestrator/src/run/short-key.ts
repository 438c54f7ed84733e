import { createHash } from 'node:crypto';

const maxLength = 200;

/** A key as it is, or its digest where names and vendors' ids make it longer than the tables of keys take. */
export function shortKey(key: string): string {
  return key.length <= maxLength ? key : createHash('sha256').update(key).digest('hex');
}

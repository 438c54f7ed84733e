import { createHash } from 'node:crypto';

/**
 * A text between marks that it cannot contain: a text cannot hold its own digest, so it cannot close the fence that
 * bears it, whatever it says.
 */
export function fence(text: string): string {
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `<passage ${mark}>\n${text}\n</passage ${mark}>`;
}

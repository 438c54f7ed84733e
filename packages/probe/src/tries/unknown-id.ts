import { randomUUID } from 'node:crypto';
import { newId } from '@agent-factory/contracts';

/** One of the same shape that nobody has. */
export function unknownId(kind: string): string {
  switch (kind) {
    case 'user':
      return randomUUID();
    case 'model':
      return `agent:nobody-${randomUUID().slice(0, 8)}`;
    default:
      return newId('run').replace(/^run/, kind);
  }
}

/** The same place in a list, of a thing that nobody has. Null for a cursor that names nothing. */
export function unknownCursor(cursor: string): string | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const other = text.replaceAll(/\b([a-z]{2,5})_[0-9a-hjkmnp-tv-z]{26}/g, (_id, kind: string) =>
    unknownId(kind),
  );
  return other === text ? null : Buffer.from(other).toString('base64url');
}

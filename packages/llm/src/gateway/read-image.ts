import type { ContentPart } from '../model-port.ts';
import { FieldError } from './field-error.ts';
import { readObject, readString } from './read-field.ts';

const mediaTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** An image of a user's message: an https address, or a `data:` URL with base64. Throws FieldError. */
export function readImage(value: unknown, at: string): Exclude<ContentPart, { type: 'text' }> {
  const url = readString(readObject(value, at).url, `${at}.url`);
  if (url.startsWith('https://')) return { type: 'image_url', url };
  const comma = url.indexOf(',');
  // The data may have megabytes, so only what stands before it is matched.
  const head = /^data:(?<mediaType>[\w/+.-]+);base64$/i.exec(url.slice(0, Math.max(0, comma)));
  const mediaType = head?.groups?.mediaType?.toLowerCase();
  if (mediaType === undefined) {
    throw new FieldError(`${at}.url`, `'${at}.url' must begin with https:// or data:image/…;base64,.`);
  }
  if (!mediaTypes.has(mediaType)) {
    throw new FieldError(`${at}.url`, `'${at}.url' must be one of ${[...mediaTypes].join(', ')}.`);
  }
  const data = url.slice(comma + 1);
  if (data === '') throw new FieldError(`${at}.url`, `'${at}.url' has no data.`);
  return { type: 'image', mediaType, data };
}

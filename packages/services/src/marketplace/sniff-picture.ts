import type { pictureTypes } from '@agent-factory/contracts';

type PictureType = (typeof pictureTypes)[number];

/**
 * What a file is by its first bytes, whatever it is called: PNG (RFC 2083), JPEG, WebP (RFC 9649); null for anything
 * else, SVG among it, which can hold a script.
 */
export function sniffPicture(bytes: Buffer): PictureType | null {
  const starts = (...signs: number[]) => signs.every((sign, place) => bytes[place] === sign);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') {
    return 'image/webp';
  }
  return null;
}

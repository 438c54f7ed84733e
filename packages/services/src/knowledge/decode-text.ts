import { AppError } from '@agent-factory/contracts';

/**
 * The text of a file in UTF-8, or in UTF-16 that says so by its first two bytes. AppError `invalid_input` for
 * anything else: a guess would be found by nobody.
 */
export function decodeText(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new AppError(
      'invalid_input',
      'The file is no text in UTF-8. Save it as UTF-8 and upload it again.',
    );
  }
  if (text.includes('\0')) {
    throw new AppError(
      'invalid_input',
      'The file holds binary data, so it is no text. Upload text, Markdown, HTML or PDF.',
    );
  }
  return text;
}

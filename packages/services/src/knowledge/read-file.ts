import { AppError, type DocumentFormat } from '@agent-factory/contracts';
import { decodeText } from './decode-text.ts';
import { extractInThread } from './extract-in-thread.ts';
import { type Section, sectionsOf } from './sections.ts';

const maxCharacters = 5_000_000;

/** What a file says: its whole text, and the stretches that it is in. */
export interface ReadFile {
  body: string;
  sections: Section[];
}

/** Reads a file. AppError `invalid_input` says why it cannot be read. */
export async function readFile({
  format,
  bytes,
}: {
  format: DocumentFormat;
  bytes: Buffer;
}): Promise<ReadFile> {
  const pages = (await pagesOf(format, bytes)).map(tidy);
  const body = pages.join('\n\n').trim();
  if (body === '') {
    throw new AppError(
      'invalid_input',
      format === 'pdf'
        ? 'The PDF holds no text, only pictures of it perhaps. Run it through text recognition first.'
        : 'The file holds no text.',
    );
  }
  if (body.length > maxCharacters) {
    throw new AppError(
      'invalid_input',
      `The file holds ${body.length} characters; at most ${maxCharacters} are read. Split it.`,
    );
  }
  if (format === 'pdf') {
    return { body, sections: pages.map((text, index) => ({ heading: '', page: index + 1, text })) };
  }
  return { body, sections: format === 'text' ? [{ heading: '', page: null, text: body }] : sectionsOf(body) };
}

async function pagesOf(format: DocumentFormat, bytes: Buffer): Promise<string[]> {
  if (format === 'text' || format === 'markdown') return [decodeText(bytes)];
  const html = format === 'html' ? decodeText(bytes) : '';
  const answer = await extractInThread({
    format,
    bytes: format === 'pdf' ? Uint8Array.from(bytes) : new Uint8Array(),
    html,
  });
  if ('error' in answer) throw new AppError('invalid_input', answer.error);
  return answer.pages;
}

/** One kind of line end, no character that Postgres refuses or nobody sees. */
function tidy(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
      .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f\u200b\u2060\ufeff]/g, '')
      .toWellFormed()
  );
}

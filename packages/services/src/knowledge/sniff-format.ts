import { AppError, type DocumentFormat } from '@agent-factory/contracts';

const formatOfType: Readonly<Record<string, DocumentFormat>> = {
  'text/plain': 'text',
  'text/csv': 'text',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
};
const formatOfEnding: Readonly<Record<string, DocumentFormat>> = {
  txt: 'text',
  text: 'text',
  csv: 'text',
  log: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
};

/**
 * What a file is, by its first bytes, then its name, then the type that was sent with it. AppError `invalid_input`
 * for what is none of the four.
 */
export function sniffFormat(file: {
  name: string;
  contentType: string | null;
  bytes: Buffer;
}): DocumentFormat {
  // The header may stand anywhere in the first kilobyte (ISO 32000-2, annex I).
  if (file.bytes.subarray(0, 1_024).includes('%PDF-')) return 'pdf';
  const ending = /\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const type = file.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const format = formatOfEnding[ending] ?? formatOfType[type];
  if (format === 'pdf')
    throw new AppError('invalid_input', `"${file.name}" says that it is a PDF and is none.`);
  if (format !== undefined) return format;
  throw new AppError(
    'invalid_input',
    `"${file.name}" cannot be read. Upload plain text, Markdown, HTML or PDF.`,
  );
}

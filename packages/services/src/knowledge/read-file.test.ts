import { describe, expect, test } from 'vitest';
import { pdfOf } from '../testing/pdf-of.ts';
import { refusalError } from '../testing/stand.ts';
import { extractInThread } from './extract-in-thread.ts';
import { readFile } from './read-file.ts';
import { sniffFormat } from './sniff-format.ts';

const textOf = (text: string) => Buffer.from(text);

describe('a file', () => {
  test.each([
    ['a.md', null, 'markdown'],
    ['a.txt', 'application/octet-stream', 'text'],
    ['A.HTM', null, 'html'],
    ['notes', 'text/markdown; charset=utf-8', 'markdown'],
    ['notes.bak', 'text/html', 'html'],
  ])('%s, sent as %s, is %s', (name, contentType, format) => {
    expect(sniffFormat({ name, contentType, bytes: textOf('x') })).toBe(format);
  });

  test('is what its bytes say, not what it is called', () => {
    expect(sniffFormat({ name: 'a.txt', contentType: null, bytes: pdfOf(['x']) })).toBe('pdf');
    expect(() => sniffFormat({ name: 'a.pdf', contentType: 'application/pdf', bytes: textOf('x') })).toThrow(
      'says that it is a PDF',
    );
    expect(() => sniffFormat({ name: 'a.exe', contentType: null, bytes: textOf('MZ') })).toThrow(
      'cannot be read',
    );
  });

  test('of text is read in UTF-8 and marked UTF-16, with one kind of line ends', async () => {
    const read = (bytes: Buffer) => readFile({ format: 'text', bytes });
    expect((await read(textOf('\ufeffa\r\nb\u200b'))).body).toBe('a\nb');
    expect((await read(Buffer.from('\ufeffäh', 'utf16le'))).body).toBe('äh');
    for (const bytes of [Buffer.from([0xe4, 0x68]), textOf('a\0b'), textOf('  \n')])
      expect((await refusalError(read(bytes))).code).toBe('invalid_input');
  });

  test('of HTML is read as a person sees it, with its headings', async () => {
    const html =
      '<html><head><title>T</title><script>evil()</script></head><body><nav>Menu</nav><h1>Refunds</h1><p>Within <b>30</b> days.</p><h2>Late</h2><ul><li>Never.</li></ul></body></html>';
    const { body, sections } = await readFile({ format: 'html', bytes: textOf(html) });
    expect(body).not.toMatch(/evil|Menu/);
    expect(sections).toMatchObject([
      { heading: 'Refunds', text: 'Within 30 days.' },
      { heading: 'Refunds › Late', text: expect.stringContaining('Never.') },
    ]);
  });

  test('of HTML that nests without end is read within its bounds', async () => {
    const html = `${'<div>'.repeat(50_000)}deep${'</div>'.repeat(50_000)}<p>flat</p>`;
    const read = await readFile({ format: 'html', bytes: textOf(html) }).catch(
      (error: Error) => error.message,
    );
    expect(JSON.stringify(read)).toMatch(/flat|too much time|no text|damaged/);
  });

  test('of PDF is read page by page', async () => {
    const { sections } = await readFile({ format: 'pdf', bytes: pdfOf(['Refunds (all)', 'Second page']) });
    expect(sections).toEqual([
      { heading: '', page: 1, text: 'Refunds (all)' },
      { heading: '', page: 2, text: 'Second page' },
    ]);
  });

  test.each([
    ['nothing but pictures', pdfOf(['']), 'holds no text'],
    [
      'its second half missing',
      Buffer.concat([pdfOf(['x']).subarray(0, 60), Buffer.from('%%EOF')]),
      'damaged',
    ],
    ['garbage behind its header', Buffer.from(`%PDF-1.4\n${'\u0001\u0002 obj << '.repeat(500)}`), 'damaged'],
  ])('of PDF with %s is refused in words', async (_, bytes, words) => {
    const error = await refusalError(readFile({ format: 'pdf', bytes }));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain(words);
  });

  test('that takes too long costs its thread and nothing else', async () => {
    const answer = await extractInThread(
      { format: 'pdf', bytes: Uint8Array.from(pdfOf(['x'])), html: '' },
      1,
    );
    expect(answer).toMatchObject({ error: expect.stringContaining('too much time or memory') });
  });
});

import { parentPort } from 'node:worker_threads';
import { convert } from 'html-to-text';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Extraction, ExtractionAnswer } from './extract-in-thread.ts';

const maxPages = 2_000;

// Runs in a thread of its own, which `extract-in-thread.ts` ends when a file takes too long or too much memory.
parentPort?.once('message', (question: Extraction) => {
  extract(question)
    .then((answer) => parentPort?.postMessage(answer))
    .catch(() => parentPort?.postMessage({ error: 'The file is damaged and cannot be read.' }));
});

async function extract({ format, bytes, html }: Extraction): Promise<ExtractionAnswer> {
  return format === 'html' ? { pages: [textOfHtml(html)] } : await textOfPdf(bytes);
}

/** As Markdown as it has to be for its headings, lists and tables to be told apart. */
function textOfHtml(html: string): string {
  const heading = { options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 } };
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 12_000_000, maxDepth: 256 },
    formatters: {
      hashes(element, walk, builder) {
        const level = Number(String(element.name).slice(1));
        builder.openBlock({ leadingLineBreaks: 2 });
        builder.addInline(`${'#'.repeat(level)} `);
        walk(element.children, builder);
        builder.closeBlock({ trailingLineBreaks: 2 });
      },
    },
    selectors: [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ ...heading, selector, format: 'hashes' })),
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'nav', format: 'skip' },
      ...['script', 'style', 'noscript', 'template', 'svg', 'iframe'].map((selector) => ({
        selector,
        format: 'skip',
      })),
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ],
  });
}

async function textOfPdf(bytes: Uint8Array): Promise<ExtractionAnswer> {
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    document = await getDocumentProxy(bytes, { verbosity: 0 });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      return { error: 'The PDF is protected by a password. Remove it and upload the file again.' };
    }
    return { error: 'The PDF is damaged and cannot be read.' };
  }
  if (document.numPages > maxPages) {
    return { error: `The PDF has ${document.numPages} pages; at most ${maxPages} are read. Split it.` };
  }
  const { text } = await extractText(document, { mergePages: false });
  return { pages: text };
}

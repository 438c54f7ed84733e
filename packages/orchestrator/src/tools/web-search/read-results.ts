import { htmlToText } from '../http-get/html-to-text.ts';
import { startOf, textOf } from '../vendor/read-json.ts';
import type { WebResult } from './search-provider.ts';

const maxSnippet = 1_000;

/** Results of a provider by the names that it has for our fields; what has no web address is left out. */
export function readResults(
  list: readonly unknown[],
  names: { snippet: string; published: readonly string[] },
): WebResult[] {
  return list.flatMap((entry): WebResult[] => {
    const url = textOf(entry, 'url');
    if (url === null || !/^https?:\/\//.test(url)) return [];
    return [
      {
        title: plain(textOf(entry, 'title') ?? url),
        url,
        snippet: startOf(plain(textOf(entry, names.snippet) ?? ''), maxSnippet) ?? '',
        published: names.published.map((name) => textOf(entry, name)).find((date) => date !== null) ?? null,
      },
    ];
  });
}

/** Some mark the words that were searched for. */
function plain(text: string): string {
  return htmlToText(text).replace(/\s+/g, ' ');
}

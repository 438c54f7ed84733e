import type { WireEvent } from '../dialect.ts';
import { type JsonObject, listAt, textAt } from '../read-json.ts';

/** The web pages that a search-backed model names beside its answer, and what of them the answer cites. */
export interface Sources {
  /** Looks for pages in what the vendor sent: `citations`, or `search_results` with a `url` each. */
  see(value: JsonObject): void;
  hear(events: readonly WireEvent[]): void;
  /** Adds the addresses that "[1]" and the like stand for; without them they would lead nowhere. */
  cite(events: WireEvent[]): void;
}

export function createSources(): Sources {
  let urls: readonly string[] = [];
  let written = '';
  return {
    see(value) {
      const named = urlsIn(value);
      if (named.length > 0) urls = named;
    },
    hear(events) {
      for (const event of events) if (event.type === 'text') written += event.text;
    },
    cite(events) {
      const cited = urls.flatMap((url, index) =>
        written.includes(`[${index + 1}]`) ? [`[${index + 1}] ${url}`] : [],
      );
      if (cited.length > 0) events.push({ type: 'text', text: `\n\nSources:\n${cited.join('\n')}` });
    },
  };
}

function urlsIn(value: JsonObject): string[] {
  const citations = listAt(value, 'citations').filter((entry) => typeof entry === 'string');
  if (citations.length > 0) return citations;
  return [...listAt(value, 'search_results'), ...listAt(value, 'results')]
    .map((result) => textAt(result, 'url'))
    .filter((url) => url !== '');
}

import type { Citation } from '@agent-factory/contracts';

/**
 * The citations that count: an http(s) address with a real host, each page once. With `seen` (addresses that the
 * researchers' tools really gave) a page that nobody was shown is no evidence, however well it reads.
 */
export function acceptedCitations(
  citations: readonly Citation[],
  seen: ReadonlySet<string> | null,
): Citation[] {
  const found = new Map<string, Citation>();
  for (const citation of citations) {
    const page = pageOf(citation.url);
    if (page === null || (seen !== null && !seen.has(page))) continue;
    if (!found.has(page)) found.set(page, citation);
  }
  return [...found.values()];
}

/** Addresses as `acceptedCitations` compares them; what is none is left out. */
export function seenPages(urls: readonly string[]): Set<string> {
  return new Set(urls.map(pageOf).filter((page) => page !== null));
}

/** One page under one name: without scheme, `www.`, fragment, tracking parameters and a last slash. */
function pageOf(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  const host = url.hostname.replace(/^www\./, '').replace(/\.$/, '');
  if (!/[^.]\.[^.]/.test(host) || /^[\d.]+$/.test(host) || url.username !== '') return null;
  for (const name of [...url.searchParams.keys()]) {
    if (/^(?:utm_|fbclid$|gclid$|ref$)/.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  return `${host}${url.pathname.replace(/\/+$/, '')}${url.search}`;
}

import type { Citation, IdeaResearch } from '@agent-factory/contracts';
import { getDomain } from 'tldts';
import { acceptedCitations } from './accepted-citations.ts';

type Named = NonNullable<IdeaResearch['competitors']>['competitors'][number];

export interface CountedCompetitor {
  name: string;
  website: string | null;
  citations: Citation[];
}

export interface CompetitorCount {
  /** Different competitors that are cited, in the order of the list. */
  cited: CountedCompetitor[];
  /** Different ones that are named only; they count for nobody, and may hide that there are too many. */
  uncited: number;
}

/**
 * Each competitor once: entries are the same where their name is (but for case, accents, spelling of spaces and what
 * kind of company it is) or their site's registered domain, and so are those that a third ties together. An entry
 * without a name that says anything is none.
 */
export function countCompetitors(list: readonly Named[], seen: ReadonlySet<string> | null): CompetitorCount {
  const groups: { keys: Set<string>; entries: Named[] }[] = [];
  for (const entry of list) {
    const keys = new Set([nameKey(entry.name), domainKey(entry.website)].filter((key) => key !== null));
    if (keys.size === 0) continue;
    const tied = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    const [first, ...others] = tied;
    if (first === undefined) {
      groups.push({ keys, entries: [entry] });
      continue;
    }
    for (const group of [{ keys, entries: [entry] }, ...others]) {
      for (const key of group.keys) first.keys.add(key);
      first.entries.push(...group.entries);
    }
    for (const group of others) groups.splice(groups.indexOf(group), 1);
  }
  const counted = groups.map(({ entries }) => ({
    name: entries[0]?.name.trim() ?? '',
    website: entries.find(({ website }) => website !== null)?.website ?? null,
    citations: acceptedCitations(
      entries.flatMap(({ citations }) => citations),
      seen,
    ),
  }));
  const cited = counted.filter(({ citations }) => citations.length > 0);
  return { cited, uncited: counted.length - cited.length };
}

const companyForms = new Set(
  'inc incorporated ltd limited llc llp corp corporation co company gmbh ag kg ug sa sas sarl bv nv ab oy as aps srl spa plc pty pte the'.split(
    ' ',
  ),
);

/** `The Acmé-Mail, Inc.` and `acme mail` are `n:acmemail`. */
function nameKey(name: string): string | null {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\.(?:com|io|ai|app|co|net|org|dev)\b/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !companyForms.has(word));
  const key = (telling.length > 0 ? telling : words).join('');
  return key === '' ? null : `n:${key}`;
}

/** Sites on which everybody has a page: that two have one there does not make them one. */
const directories = new Set(
  'producthunt.com g2.com capterra.com crunchbase.com apple.com google.com github.com gitlab.com linkedin.com facebook.com x.com twitter.com youtube.com reddit.com wikipedia.org medium.com trustpilot.com getapp.com softwareadvice.com alternativeto.net shopify.com'.split(
    ' ',
  ),
);

/** `https://app.acme.co.uk/pricing` is `d:acme.co.uk`. Names under a hoster's domain (`acme.github.io`) are their own. */
function domainKey(website: string | null): string | null {
  if (website === null) return null;
  const domain = getDomain(website.trim(), { allowPrivateDomains: true });
  return domain === null || directories.has(domain) ? null : `d:${domain}`;
}

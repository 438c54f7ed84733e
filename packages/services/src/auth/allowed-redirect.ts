/** Where a browser may be sent after a link or a provider: `siteUrl` and what the operator added. */
export interface RedirectRules {
  siteUrl: string;
  /** Further URLs; each allows itself and what lies below its path. */
  redirectUrls: readonly string[];
}

/**
 * `wanted` when it lies at or below an allowed URL, else the site's own URL: an open redirect would
 * hand the tokens in the fragment to whoever made the link.
 */
export function allowedRedirect(wanted: string | undefined, rules: RedirectRules): URL {
  const site = new URL(rules.siteUrl);
  // A backslash or control character is read differently by different URL parsers.
  if (!wanted || hasAmbiguousCharacter(wanted)) return site;
  const target = URL.canParse(wanted) ? new URL(wanted) : null;
  if (!target || target.username || target.password) return site;
  const allowed = [rules.siteUrl, ...rules.redirectUrls].some((entry) => liesBelow(target, new URL(entry)));
  return allowed ? target : site;
}

function hasAmbiguousCharacter(text: string): boolean {
  return text.includes('\\') || [...text].some((character) => character <= ' ' || character === '\u007f');
}

function liesBelow(target: URL, allowed: URL): boolean {
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return false;
  if (target.origin !== allowed.origin) return false;
  const path = allowed.pathname.replace(/\/$/, '');
  return target.pathname === path || target.pathname.startsWith(`${path}/`);
}

import { type Html, html } from './html.ts';

/** One page without a script, under the banner that says what this is. */
export function layout(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/_local/style.css">
</head>
<body>
<header class="banner"><strong>Local Stripe.</strong> A stand-in on this machine: no money moves, and no real card works.</header>
<main>
${content}
</main>
</body>
</html>`.text;
}

/**
 * No script, no picture, nothing from elsewhere. Browsers hold redirects after a form to `form-action` as
 * well, so the pages that lead back to the shop name its origin.
 */
export function contentSecurityPolicy(leadsTo: readonly (string | null)[]): string {
  const origins = leadsTo.flatMap((url) => (url !== null && URL.canParse(url) ? [new URL(url).origin] : []));
  const targets = ["'self'", ...new Set(origins)].join(' ');
  return `default-src 'none'; style-src 'self'; form-action ${targets}; base-uri 'none'; frame-ancestors 'none'`;
}

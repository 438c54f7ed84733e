/** A small readable page without scripts; `body` is trusted markup, everything else is escaped. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Agent Factory API</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<nav><a href="/docs">API</a> <a href="/docs/errors">Errors</a> <a href="/docs/diagnostics">Diagnostics</a></nav>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export const pageStyle = `:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; }
nav { display: flex; gap: 1rem; font-size: .875rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { font-size: 1rem; margin: 1.5rem 0 0; }
p { margin: .25rem 0; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
`;

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { AppError, problemCodes } from '@agent-factory/contracts';
import { diagnosticCatalogue } from '@agent-factory/spec';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { problemExplanations } from '../errors/explanations.ts';
import { isProblemCode, problemTitles, statusOfProblem } from '../errors/problem.ts';
import { pageSecurityHeaders } from '../http/security-headers.ts';
import { escapeHtml, page, pageStyle } from './page.ts';

const require = createRequire(import.meta.url);

/** Files of the API description's reader. Resolved, not imported: its bundle is for browsers. */
const assets = [
  { name: 'swagger-ui.css', type: 'text/css', file: require.resolve('swagger-ui-dist/swagger-ui.css') },
  {
    name: 'swagger-ui-bundle.js',
    type: 'text/javascript',
    file: require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
  },
  {
    name: 'favicon-32x32.png',
    type: 'image/png',
    file: require.resolve('swagger-ui-dist/favicon-32x32.png'),
  },
];

const readerPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Agent Factory API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</head>
<body><div id="reader"></div></body>
</html>
`;
const readerStart = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reader', deepLinking: true, validatorUrl: null });\n`;

/** The pages that people read: the API itself, what each error means, what each diagnostic means. */
export function registerDocs(app: FastifyInstance): void {
  const options = { helmet: pageSecurityHeaders };

  app.get('/', options, (_request, reply) => reply.redirect('/docs'));
  app.get('/docs', options, (_request, reply) => send(reply, 'text/html', readerPage));
  app.get('/docs/start.js', options, (_request, reply) => send(reply, 'text/javascript', readerStart));
  app.get('/docs/page.css', options, (_request, reply) => send(reply, 'text/css', pageStyle));
  app.get('/docs/errors', options, (_request, reply) => send(reply, 'text/html', errorsPage()));
  app.get('/docs/diagnostics', options, (_request, reply) => send(reply, 'text/html', diagnosticsPage()));
  app.get<{ Params: { code: string } }>('/problems/:code', options, (request, reply) =>
    send(reply, 'text/html', problemPage(request.params.code)),
  );
  for (const { name, type, file } of assets) {
    app.get(`/docs/${name}`, options, async (_request, reply) => send(reply, type, await readFile(file)));
  }
}

function send(reply: FastifyReply, type: string, body: string | Buffer): FastifyReply {
  return reply
    .header('cache-control', 'public, max-age=3600')
    .type(type === 'image/png' ? type : `${type}; charset=utf-8`)
    .send(body);
}

function problemPage(code: string): string {
  if (!isProblemCode(code)) throw new AppError('not_found', 'There is no such error code.');
  return page(
    problemTitles[code],
    `<p><code>${code}</code>, HTTP ${statusOfProblem(code)}</p>\n<p>${prose(problemExplanations[code])}</p>`,
  );
}

function errorsPage(): string {
  const entries = problemCodes.map(
    (code) =>
      `<h2 id="${code}"><a href="/problems/${code}"><code>${code}</code></a> ${statusOfProblem(code)}</h2>\n<p>${prose(problemExplanations[code])}</p>`,
  );
  return page(
    'Errors',
    `<p>Every error is a problem document (RFC 9457) with one of these codes.</p>\n${entries.join('\n')}`,
  );
}

function diagnosticsPage(): string {
  const entries = diagnosticCatalogue.map(
    ({ code, severity, title, explanation }) =>
      `<h2 id="${escapeHtml(code)}"><code>${escapeHtml(code)}</code> ${severity}</h2>\n<p><strong>${escapeHtml(title)}</strong></p>\n<p>${prose(explanation)}</p>`,
  );
  return page(
    'Diagnostics',
    `<p>What the validator of the spec language can find.</p>\n${entries.join('\n')}`,
  );
}

function prose(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

import { isObject, type JsonObject } from './read-document.ts';

/**
 * Where an operation's requests go, without a slash at its end: the first server of the operation, its path or the
 * document, its variables at their defaults, relative to the document. Null where that is no web address.
 */
export function serverUrl(
  documentUrl: string,
  { document, item, operation }: { document: JsonObject; item: JsonObject; operation: JsonObject },
): string | null {
  const servers = [operation, item, document].map(({ servers }) => servers).find(isFilled) ?? [];
  const [server] = servers;
  const template = isObject(server) && typeof server.url === 'string' ? server.url : '/';
  const variables = isObject(server) && isObject(server.variables) ? server.variables : {};
  const text = template.replaceAll(/\{([^{}]+)\}/g, (_match, name: string) => {
    const variable = variables[name];
    return isObject(variable) && typeof variable.default === 'string' ? variable.default : '';
  });
  if (!URL.canParse(text, documentUrl)) return null;
  const url = new URL(text, documentUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  url.hash = '';
  url.search = '';
  return url.href.replace(/\/+$/, '');
}

function isFilled(servers: unknown): servers is readonly unknown[] {
  return Array.isArray(servers) && servers.length > 0;
}

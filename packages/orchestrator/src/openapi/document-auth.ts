import type { SourceAuth } from '../foreign/tool-source.ts';
import { isObject, type JsonObject } from './read-document.ts';

/**
 * How a token is sent where its connection does not say: as the operation's first security scheme asks, else as the
 * document's first, else as a bearer token.
 */
export function documentAuth(document: JsonObject, operation: JsonObject, token: string): SourceAuth {
  const components = isObject(document.components) ? document.components : {};
  const schemes = isObject(components.securitySchemes) ? components.securitySchemes : {};
  const wanted = [operation.security, document.security].find(Array.isArray) ?? [];
  const named = wanted.filter(isObject).flatMap((requirement) => Object.keys(requirement));
  for (const name of [...named, ...Object.keys(schemes)]) {
    const scheme = schemes[name];
    if (!isObject(scheme)) continue;
    if (scheme.type === 'apiKey' && typeof scheme.name === 'string') {
      if (scheme.in === 'header') return { scheme: 'header', name: scheme.name, value: token };
      if (scheme.in === 'query') return { scheme: 'query', name: scheme.name, value: token };
    }
    if (scheme.type === 'http' && scheme.scheme === 'basic') {
      const [username = '', ...password] = token.split(':');
      return { scheme: 'basic', username, password: password.join(':') };
    }
    if (scheme.type === 'http' || scheme.type === 'oauth2' || scheme.type === 'openIdConnect') break;
  }
  return { scheme: 'bearer', token };
}

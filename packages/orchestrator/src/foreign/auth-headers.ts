import { AppError } from '@agent-factory/contracts';
import type { SourceAuth } from './tool-source.ts';

/** Headers of the connection itself; a secret put there would change how the request is read. */
const notForSecrets =
  /^(host|content-length|content-type|transfer-encoding|connection|upgrade|te|trailer|expect|keep-alive|proxy-.*)$/i;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The headers that carry a secret; none for one that travels in the query. */
export function authHeaders(auth: SourceAuth): Record<string, string> {
  switch (auth.scheme) {
    case 'none':
    case 'query':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` };
    case 'basic':
      return {
        authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`,
      };
    case 'header':
      if (!token.test(auth.name) || notForSecrets.test(auth.name)) {
        throw new AppError('invalid_input', `"${auth.name}" is no header that a key can be sent in.`);
      }
      return { [auth.name.toLowerCase()]: auth.value };
  }
}

/** The secrets of it, for whoever strikes them from results. */
export function secretsOf(auth: SourceAuth): readonly string[] {
  switch (auth.scheme) {
    case 'none':
      return [];
    case 'bearer':
      return [auth.token];
    case 'basic':
      return [auth.password, `${auth.username}:${auth.password}`];
    case 'header':
    case 'query':
      return [auth.value];
  }
}

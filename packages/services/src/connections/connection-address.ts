import { AppError, type ConnectionKind } from '@agent-factory/contracts';
import type { EgressClient } from '@agent-factory/orchestrator/egress';
import { sourceUrl } from './source-url.ts';

/**
 * The address of a connection as it is stored; null for a kind with one of its own. Throws `invalid_input` or
 * `forbidden` for what is not on the public web or would send a secret unencrypted; where the name leads is checked
 * again with each request.
 */
export function connectionAddress(
  kind: ConnectionKind,
  text: string | null | undefined,
  egress: EgressClient,
): string | null {
  if (!text) return null;
  const { url, exempt } = egress.check(text);
  if (url.protocol !== 'https:' && !exempt) {
    throw new AppError('invalid_input', 'base_url: must begin with https://, since it is sent secrets.');
  }
  // That of a server or a document is one address; that of an API is what all of its addresses begin with.
  if (kind.lists_tools) return sourceUrl(text);
  if (url.search !== '' || url.hash !== '') {
    throw new AppError('invalid_input', 'base_url: must be an address without "?" or "#".');
  }
  return url.href.replace(/\/+$/, '');
}

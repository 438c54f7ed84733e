import { AppError } from '@agent-factory/contracts';
import { checkUrl, webPorts } from '@agent-factory/orchestrator/egress';

/**
 * The address of a team's own service as it is stored, without a slash at the end. Throws `invalid_input` or
 * `forbidden` for what is not on the public web or would send the key unencrypted; where the name leads is
 * checked again with each connection.
 */
export function publicBaseUrl(text: string): string {
  const { url } = checkUrl(text, { allowedPorts: webPorts, allowPrivate: [] });
  if (url.protocol !== 'https:') {
    throw new AppError('invalid_input', 'base_url: must begin with https://, since it is sent the key.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new AppError('invalid_input', 'base_url: must be an address without "?" or "#".');
  }
  return url.href.replace(/\/+$/, '');
}

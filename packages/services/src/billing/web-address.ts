import { AppError } from '@agent-factory/contracts';
import type { Services } from '../service-context.ts';

/** Where Stripe sends the browser back to: a page of the web app. Throws `unavailable` where nobody said where it is. */
export function webAddress({ webUrl }: Pick<Services, 'webUrl'>, path: string, query = ''): string {
  if (webUrl === null) {
    throw new AppError('unavailable', 'Nobody said where the web app is. Whoever runs this sets WEB_URL.');
  }
  const url = new URL(path, webUrl);
  const joined = [url.search.slice(1), query].filter((part) => part !== '').join('&');
  return `${url.origin}${url.pathname}${joined === '' ? '' : `?${joined}`}${url.hash}`;
}

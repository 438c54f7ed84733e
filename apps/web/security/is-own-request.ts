/**
 * Whether a request to our own endpoints was made by our own pages. Browsers send Sec-Fetch-Site on every
 * request and Origin on every one that can change something; pages cannot forge either. A request that can
 * change something and carries neither is refused.
 */
export function isOwnRequest(request: Request, webOrigin: string | null): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.get('origin');
  if (origin !== null) return webOrigin === null ? isOwnHost(request, origin) : origin === webOrigin;
  return site !== null || request.method === 'GET' || request.method === 'HEAD';
}

/** Whether the page came from the host that the request names, where no public address is configured. */
function isOwnHost(request: Request, origin: string): boolean {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

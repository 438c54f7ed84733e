/**
 * When an access token ends, in milliseconds since the epoch; 0 if it cannot be read. The signature is not
 * checked: this only decides when to refresh, and the API verifies every token that it is shown.
 */
export function tokenExpiry(accessToken: string): number {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    if (typeof payload !== 'object' || payload === null || !('exp' in payload)) return 0;
    return typeof payload.exp === 'number' ? payload.exp * 1000 : 0;
  } catch {
    return 0;
  }
}

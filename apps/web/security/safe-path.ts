/**
 * A path inside this app to go on to after signing in. Mails may carry it as a whole address of this app;
 * anything that leads elsewhere becomes `fallback`.
 */
export function safePath(
  value: string | null | undefined,
  { fallback = '/agents', origin = 'http://app.invalid' }: { fallback?: string; origin?: string } = {},
): string {
  if (!value || !URL.canParse(value, origin)) return fallback;
  const url = new URL(value, origin);
  if (url.origin !== new URL(origin).origin || /^\/(api|auth)\//.test(url.pathname)) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}

import Bowser from 'bowser';

/** "Chrome on Windows"; the program's own first word where it is no browser; null where it says nothing. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return browser.name || os.name || userAgent.split(/[\s/]/, 1)[0] || null;
}

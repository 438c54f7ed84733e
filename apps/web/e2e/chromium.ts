import { existsSync } from 'node:fs';

const systemChromium = '/usr/bin/chromium';

/**
 * Path of a Chromium: `CHROMIUM_PATH`, else the system's, else the one that npm brings (unpacked below the
 * temporary directory when first asked for). Nothing is downloaded.
 */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, where there is no file.`);
  }
  if (existsSync(systemChromium)) return systemChromium;
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** Keeps the browser to the tests: no updates, no calls home; Chromium has no sandbox for root. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

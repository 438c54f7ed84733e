import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';

// What every authenticator app reads: SHA-1, six digits, 30 s (RFC 6238, the defaults of `otpauth:` URIs).
const periodSeconds = 30;
/** Steps before and after the present one whose codes count: a phone's clock is off, and typing takes a while. */
const window = 1;

/** 160 random bits, as RFC 4226 recommends. */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** How an app is told the secret: as base32 to type, as a URI, and as that URI's QR code (SVG). */
export function describeTotp(
  secret: Buffer,
  { issuer, account }: { issuer: string; account: string },
): { secret: string; uri: string; qrCode: string } {
  const totp = totpOf(secret, { issuer, label: account });
  const uri = totp.toString();
  return { secret: totp.secret.base32, uri, qrCode: renderSVG(uri, { ecc: 'M', border: 2 }) };
}

/**
 * The time step (seconds since the epoch / 30) whose code this is, if it lies within the window around `now` (in
 * milliseconds) and after `lastStep`; else null. So no code serves twice, nor one before the last.
 */
export function stepOfCode(
  secret: Buffer,
  code: string,
  { now, lastStep }: { now: number; lastStep: number },
): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / periodSeconds) + delta;
  return step > lastStep ? step : null;
}

function totpOf(secret: Buffer, names: { issuer?: string; label?: string } = {}): TOTP {
  const bytes = new Uint8Array(secret);
  return new TOTP({ ...names, secret: new Secret({ buffer: bytes.buffer }), period: periodSeconds });
}

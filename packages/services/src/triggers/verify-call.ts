import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TriggerScheme } from '@agent-factory/contracts';
import { keyOf } from './trigger-secret.ts';

/** One call of a trigger, as it came: nothing in it is believed before its signature is. */
export interface HookCall {
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** To the byte. */
  body: Buffer;
}

export interface VerifiedCall {
  /** As the caller numbered it. */
  deliveryId: string;
  /** Two calls with the same are one. */
  replayKey: string;
}

/** How far the clock of the caller may be off, in seconds (Standard Webhooks). */
const toleranceSeconds = 300;
/** A caller that exchanges its secret signs with a handful; nobody makes us try thousands. */
const maxSignatures = 20;
const maxIdLength = 150;

/**
 * What a call is if one of the secrets signed it; null for anything else, without saying why. `now` is in milliseconds.
 * Standard webhooks (standardwebhooks.com) sign id, time and body: any byte of them that changes is refused. GitHub
 * signs the body alone, so there the signature itself is what a repetition is known by: a copy under another delivery id
 * is a repetition still.
 */
export function verifyCall(
  scheme: TriggerScheme,
  call: HookCall,
  secrets: readonly string[],
  now: number,
): VerifiedCall | null {
  return scheme === 'standard' ? verifyStandard(call, secrets, now) : verifyGithub(call, secrets);
}

function verifyStandard(
  { headers, body }: HookCall,
  secrets: readonly string[],
  now: number,
): VerifiedCall | null {
  const id = single(headers['webhook-id']);
  const timestamp = single(headers['webhook-timestamp']);
  const signatures = single(headers['webhook-signature']);
  if (id === null || timestamp === null || signatures === null) return null;
  if (!/^[\x21-\x7e]+$/.test(id) || id.length > maxIdLength) return null;
  // As it was signed: "0123" is not 123.
  if (!/^[1-9]\d{0,11}$/.test(timestamp)) return null;
  if (Math.abs(now / 1_000 - Number(timestamp)) > toleranceSeconds) return null;

  const given = signatures
    .split(' ', maxSignatures)
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => signature.slice('v1,'.length));
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const isSigned = secrets.some((secret) => {
    const expected = createHmac('sha256', keyOf('standard', secret)).update(signed).digest('base64');
    return given.some((signature) => equal(signature, expected));
  });
  return isSigned ? { deliveryId: id, replayKey: id } : null;
}

function verifyGithub({ headers, body }: HookCall, secrets: readonly string[]): VerifiedCall | null {
  const id = single(headers['x-github-delivery']);
  const given = single(headers['x-hub-signature-256']);
  if (id === null || given === null || id.length > maxIdLength || !/^[\x21-\x7e]+$/.test(id)) return null;
  const isSigned = secrets.some((secret) =>
    equal(given, `sha256=${createHmac('sha256', keyOf('github', secret)).update(body).digest('hex')}`),
  );
  return isSigned ? { deliveryId: id, replayKey: given } : null;
}

/** A header that came twice is refused: two readers could take two of them. */
function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** In a time that says nothing of where they differ. */
function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

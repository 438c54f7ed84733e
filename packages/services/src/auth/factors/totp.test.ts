import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { openFactor, sealFactor } from './factor-seal.ts';
import { canonicalRecoveryCode, newRecoveryCodes } from './recovery-code.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

const secrets = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes));
const moments = fc.integer({ min: 1_700_000_000_000, max: 4_000_000_000_000 });

function codeAt(secret: Buffer, timestamp: number): string {
  return new TOTP({ secret: Secret.fromHex(secret.toString('hex')) }).generate({ timestamp });
}

test('RFC 6238, appendix B (SHA-1), cut to six digits', () => {
  const secret = Buffer.from('12345678901234567890');
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ] as const) {
    expect(stepOfCode(secret, code, { now: seconds * 1000, lastStep: 0 })).toBe(Math.floor(seconds / 30));
  }
});

test('law: a code counts within one step of its own, once, and never after a later one', () => {
  fc.assert(
    fc.property(secrets, moments, fc.integer({ min: -4, max: 4 }), (secret, now, steps) => {
      const code = codeAt(secret, now + steps * 30_000);
      // Another step of the window may have the same six digits; then it is that one's code as well.
      const near = [-1, 0, 1].filter((step) => codeAt(secret, now + step * 30_000) === code);
      const step = stepOfCode(secret, code, { now, lastStep: 0 });
      expect(step !== null).toBe(near.length > 0);
      if (step === null || near.length > 1) return;
      expect(step).toBe(Math.floor(now / 30_000) + steps);
      expect(stepOfCode(secret, code, { now, lastStep: step })).toBeNull();
      expect(stepOfCode(secret, code, { now, lastStep: step + 1 })).toBeNull();
    }),
  );
});

test('law: what is no six digits is no code', () => {
  fc.assert(
    fc.property(secrets, moments, fc.string(), (secret, now, text) => {
      fc.pre(!/^\d{6}$/.test(text));
      expect(stepOfCode(secret, text, { now, lastStep: 0 })).toBeNull();
    }),
  );
});

test('law: a sealed secret opens for its own factor and key alone, and not when a bit was changed', () => {
  fc.assert(
    fc.property(secrets, fc.uuid(), fc.uuid(), fc.nat(), (secret, id, other, at) => {
      fc.pre(id !== other);
      const key = newTotpSecret().toString('hex').slice(0, 32);
      const sealed = sealFactor(Buffer.from(key), id, secret);
      expect(openFactor(Buffer.from(key), id, sealed)).toEqual(secret);
      expect(() => openFactor(Buffer.from(key), other, sealed)).toThrow();
      expect(() => openFactor(Buffer.alloc(32), id, sealed)).toThrow();
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at % changed.length) ^ 1, at % changed.length);
      expect(() => openFactor(Buffer.from(key), id, changed)).toThrow();
    }),
  );
});

test('recovery codes are ten, different, and read however they are typed', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[a-hjkmnp-z2-9]{16}$/);
    expect(canonicalRecoveryCode(` ${code.toUpperCase().replace(/(.{4})/g, '$1-')}`)).toBe(code);
  }
});

import { randomInt } from 'node:crypto';

/** How many codes a set has. */
const recoveryCodesInSet = 10;
/** No letter that is taken for another; 16 of them hold 80 bits, so a plain keyed hash needs no stretching. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 16;

/** A set of different codes in canonical form: lower case, no separators. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < recoveryCodesInSet) {
    codes.add(Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''));
  }
  return [...codes];
}

/** What a person typed, in canonical form: case, blanks and `-` do not matter. */
export function canonicalRecoveryCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s-]/g, '');
}

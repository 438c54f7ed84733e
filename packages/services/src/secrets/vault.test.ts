import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateMasterKey } from './generate-platform-secrets.ts';
import { createVault, type SecretPlace } from './vault.ts';

const older = `older:${Buffer.alloc(32, 1).toString('base64')}`;
const newer = `newer:${Buffer.alloc(32, 2).toString('base64')}`;
const place: SecretPlace = { teamId: 'team_1', rowId: 'pky_1', purpose: 'provider_key' };

test('Q18: what is sealed is read again at its place, and nowhere else', () => {
  const vault = createVault(newer);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (secret, teamId, rowId) => {
      const here: SecretPlace = { teamId, rowId, purpose: 'provider_key' };
      const envelope = vault.seal(secret, here);
      expect(vault.open(envelope, here)).toBe(secret);
      for (const there of [
        { ...here, teamId: `${teamId}x` },
        { ...here, rowId: `${rowId}x` },
        { ...here, teamId: rowId + teamId, rowId: '' },
      ]) {
        if (there.teamId === teamId && there.rowId === rowId) continue;
        expect(() => vault.open(envelope, there)).toThrow();
        expect(() => vault.rewrap(envelope, there)).toThrow();
      }
    }),
  );
});

test('Q18: a changed byte, wherever it lies, and a cut are noticed', () => {
  const vault = createVault(newer);
  const envelope = vault.seal('sk-secret', place);
  for (let at = 0; at < envelope.length; at++) {
    const changed = Buffer.from(envelope);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => vault.open(changed, place), `byte ${at}`).toThrow();
    expect(() => vault.open(envelope.subarray(0, at), place), `cut at ${at}`).toThrow();
  }
});

test('Q18: parts of two envelopes do not make a third', () => {
  const vault = createVault(newer);
  const [one, two] = [vault.seal('first', place), vault.seal('other', place)];
  const cut = one.length - 12 - 5 - 16;
  expect(() => vault.open(Buffer.concat([one.subarray(0, cut), two.subarray(cut)]), place)).toThrow();
});

test('the secret is not in its envelope, and two envelopes of it differ', () => {
  const vault = createVault(newer);
  const [one, two] = [vault.seal('sk-secret', place), vault.seal('sk-secret', place)];
  expect(one.includes('sk-secret')).toBe(false);
  expect(one.equals(two)).toBe(false);
});

test('Q18: a master key is rotated online: both decrypt, the first encrypts, the old one can go', () => {
  const before = createVault(older).seal('sk-secret', place);
  const during = createVault(`${newer},${older}`);
  expect(during.open(before, place)).toBe('sk-secret');
  const after = during.rewrap(before, place);
  expect([during.keyIdOf(before), during.keyIdOf(after)]).toEqual(['older', 'newer']);
  expect(createVault(newer).open(after, place)).toBe('sk-secret');
  expect(() => createVault(newer).open(before, place)).toThrow('no master key "older"');
});

test.each([
  ['nothing', ''],
  ['no id', Buffer.alloc(32).toString('base64')],
  ['a short key', `a:${Buffer.alloc(16).toString('base64')}`],
  ['an id twice', `${older},${older}`],
  ['an empty entry', `${older},`],
])('%s is no list of master keys, and is not repeated in the message', (_, text) => {
  expect(() => createVault(text)).toThrow(
    expect.objectContaining({ code: 'invalid_input', message: expect.not.stringContaining('AAAA') }),
  );
});

test('a generated master key is one', () => {
  expect(createVault(generateMasterKey(new Date('2026-11-21'))).currentKeyId).toBe('2026-11-21');
});

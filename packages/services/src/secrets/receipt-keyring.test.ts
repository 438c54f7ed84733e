import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import type { Receipt } from '@agent-factory/contracts';
import { canonicalJson } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReceiptDraft } from '../receipts/receipt-draft.ts';
import { arbitraryLog, receiptRun } from '../testing/arbitrary-events.ts';
import { generateReceiptKey } from './generate-platform-secrets.ts';
import { createReceiptKeyring } from './receipt-keyring.ts';

const keyring = createReceiptKeyring(generateReceiptKey(new Date('2026-11-21')));

const arbitraryReceipt: fc.Arbitrary<Receipt> = arbitraryLog.map((log) => {
  const draft = createReceiptDraft(receiptRun());
  for (const event of log) draft.add(event);
  return keyring.sign(draft.close(1_000_000));
});
const [some] = fc.sample(arbitraryReceipt, { numRuns: 1, seed: 5 });
if (some === undefined) throw new Error('one was asked for');
const receipt = some;

/** Every place in a value that can be changed by itself. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

function changed(value: unknown, path: readonly string[], to: (before: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to(value);
  if (Array.isArray(value)) {
    return value.map((inner, place) => (String(place) === key ? changed(inner, rest, to) : inner));
  }
  return { ...(value as object), [key]: changed(Reflect.get(value as object, key), rest, to) };
}

describe('signing', () => {
  test('whatever a run did, its receipt is valid, also after it was stored or sent', () => {
    fc.assert(
      fc.property(arbitraryReceipt, (one) => {
        const verdict = { valid: true, reason: null, key_id: one.key_id };
        expect(keyring.verify(one)).toEqual(verdict);
        // jsonb gives keys back in another order, and spaces mean nothing.
        const shuffled = Object.fromEntries(Object.entries(one).reverse());
        expect(keyring.verify(JSON.parse(JSON.stringify(shuffled, null, 2)))).toEqual(verdict);
      }),
      { numRuns: 200 },
    );
  });

  test('any change of any field makes it invalid', () => {
    fc.assert(
      fc.property(arbitraryReceipt, fc.nat(), fc.jsonValue({ maxDepth: 1 }), (one, at, other) => {
        const places = placesOf(one).slice(1);
        const place = places[at % places.length] ?? [];
        const forged = changed(one, place, () => other);
        if (canonicalJson(forged) === canonicalJson(one)) return;
        expect(keyring.verify(forged).valid, place.join('.')).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(
    placesOf(receipt)
      .slice(1)
      .map((path) => path.join('.')),
  )('%s: each kind of tampering', (name) => {
    const path = name.split('.');
    const near = (before: unknown): unknown => {
      if (typeof before === 'number') return before + 1;
      if (typeof before === 'boolean') return !before;
      if (typeof before === 'string') return `${before.slice(0, -1)}${before.endsWith('0') ? '1' : '0'}`;
      if (before === null) return 'x';
      return Array.isArray(before)
        ? [...before, ...(before.length > 0 ? before.slice(-1) : [1])]
        : { ...before, more: 1 };
    };
    for (const to of [near, () => null, () => '', () => ({}), () => [], () => undefined]) {
      const forged = JSON.parse(JSON.stringify(changed(receipt, path, to)));
      if (canonicalJson(forged) === canonicalJson(receipt)) continue;
      const { valid, reason } = keyring.verify(forged);
      expect(valid).toBe(false);
      expect(reason).not.toBeNull();
    }
  });
});

describe('what is not valid', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'agentfactory.receipt/v1'],
    ['a list', [receipt]],
    ['no field', {}],
    ['a field more', { ...receipt, note: 'approved' }],
    ['a field more inside', { ...receipt, run: { ...receipt.run, note: 'approved' } }],
    ['another version', { ...receipt, format: 'agentfactory.receipt/v2' }],
    ['money that is no integer', { ...receipt, money: { ...receipt.money, spent: 0.5 } }],
    ['a prototype', JSON.parse(`{"__proto__": ${JSON.stringify(receipt)}}`)],
    ['depth', JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['depth inside', { ...receipt, tools: JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) }],
    ['a signature of another length', { ...receipt, signature: receipt.signature.slice(1) }],
    ['a signature in another alphabet', { ...receipt, signature: `${receipt.signature.slice(1)}+` }],
  ])('%s is not a receipt', (_, value) => {
    expect(keyring.verify(value)).toEqual({ valid: false, reason: 'not_a_receipt', key_id: null });
  });

  test('anything at all gets an answer', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), (value) => {
        expect(keyring.verify(value).valid).toBe(false);
      }),
    );
  });

  test('each other spelling of the signature’s last bits', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const last of alphabet) {
      const signature = `${receipt.signature.slice(0, -1)}${last}`;
      expect(keyring.verify({ ...receipt, signature }).valid).toBe(signature === receipt.signature);
    }
  });

  test('a receipt of another installation, and one that claims our key', () => {
    const other = createReceiptKeyring(generateReceiptKey());
    const theirs = other.sign(createClosed());
    expect(keyring.verify(theirs)).toEqual({ valid: false, reason: 'unknown_key', key_id: theirs.key_id });
    const claimed = { ...theirs, key_id: receipt.key_id };
    expect(keyring.verify(claimed)).toMatchObject({ valid: false, reason: 'wrong_signature' });
  });
});

function createClosed() {
  const { key_id: _, signature: __, ...body } = receipt;
  return body;
}

describe('rotation', () => {
  const older = Buffer.alloc(32, 1).toString('base64');
  const newer = Buffer.alloc(32, 2).toString('base64');
  const before = createReceiptKeyring(`2026-01-01:${older}`);
  const publicHalf = before.publicKeys().keys[0]?.x;

  test('what the old key signed stays valid while its public half is listed', () => {
    const old = before.sign(createClosed());
    const after = createReceiptKeyring(`2026-11-21:${newer}`, `2026-01-01:${publicHalf}`);
    expect(after.verify(old).valid).toBe(true);
    expect(after.sign(createClosed()).key_id).not.toBe(old.key_id);
    expect(before.verify(after.sign(createClosed())).reason).toBe('unknown_key');
    expect(createReceiptKeyring(newer).verify(old).reason).toBe('unknown_key');
    expect(after.publicKeys().keys.map(({ since }) => since)).toEqual(['2026-11-21', '2026-01-01']);
  });

  test('a key that is in use and listed is published once', () => {
    const both = createReceiptKeyring(`2026-01-01:${older}`, `2026-01-01:${publicHalf}, ${publicHalf}`);
    expect(both.publicKeys()).toEqual(before.publicKeys());
  });
});

describe('keys', () => {
  test('are taken as a seed or as PKCS #8, and are the same key', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { d = '' } = privateKey.export({ format: 'jwk' });
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const asSeed = createReceiptKeyring(d).publicKeys();
    expect(createReceiptKeyring(der).publicKeys()).toEqual(asSeed);
    expect(asSeed.keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', since: null });
  });

  // RFC 8037, appendix A.1 to A.3.
  test('are named by their thumbprint', () => {
    const { kid, x } = createReceiptKeyring('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A').publicKeys()
      .keys[0] ?? { kid: '', x: '' };
    expect(x).toBe('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
    expect(kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('publish nothing of the private half', () => {
    const text = generateReceiptKey();
    const { d } = createPrivateKeyOf(text);
    const published = JSON.stringify(createReceiptKeyring(text).publicKeys());
    expect(published).not.toContain(d);
    expect(JSON.parse(published).keys[0]).not.toHaveProperty('d');
  });

  test.each([
    ['nothing', ' '],
    ['a short seed', Buffer.alloc(31).toString('base64')],
    [
      'a key of another kind',
      generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ],
    ['a date alone', '2026-11-21:'],
    ['words', 'not a key'],
  ])('%s is refused as a signing key, and not repeated', (_, text) => {
    expect(() => createReceiptKeyring(text)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.not.stringContaining('AAAA') }),
    );
  });

  test('a list with something else on it is refused', () => {
    expect(() => createReceiptKeyring(generateReceiptKey(), 'abc')).toThrow(/RECEIPT_OLD_PUBLIC_KEYS/);
  });
});

function createPrivateKeyOf(text: string): JsonWebKey {
  const seed = Buffer.from(text.slice(11), 'base64');
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  expect(createPublicKey(key).asymmetricKeyType).toBe('ed25519');
  return key.export({ format: 'jwk' });
}

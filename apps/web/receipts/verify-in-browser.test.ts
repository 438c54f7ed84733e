import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Receipt, ReceiptKeys } from '@agent-factory/contracts';
import { canonicalJson } from '@agent-factory/spec/canonical-json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainHead } from './chain-head.ts';
import { verifyInBrowser } from './verify-in-browser.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const keys: ReceiptKeys = {
  keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: 'ours', x, since: null }],
};

/** Signed by Node, as the API does it. What else is in it is all the same to a signature. */
function signed(content: Record<string, unknown>): Receipt {
  const body = { ...content, key_id: 'ours' };
  const signature = sign(null, Buffer.from(canonicalJson(body)), privateKey).toString('base64url');
  return { ...body, signature } as unknown as Receipt;
}

const content = fc.dictionary(fc.string(), fc.jsonValue());

test('what Node has signed is valid here, and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(content, async (body) => {
      const receipt = signed(body);
      expect(await verifyInBrowser(receipt, keys)).toBe('valid');
      const forged = { ...receipt, more: true };
      expect(await verifyInBrowser(forged, keys)).toBe('wrong_signature');
    }),
  );
});

test('a key that is not published is told apart', async () => {
  expect(await verifyInBrowser(signed({}), { keys: [] })).toBe('unknown_key');
});

test('a browser without Ed25519, or without cryptography, says so', async () => {
  const without = {
    importKey: () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError')),
  } as unknown as SubtleCrypto;
  expect(await verifyInBrowser(signed({}), keys, without)).toBe('unsupported');
  expect(await chainHead([])).toBe('0'.repeat(64));
});

test('the chain is the one that the API computes', async () => {
  const event = fc.record({ seq: fc.nat(), at: fc.string(), data: fc.jsonValue() });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 5 }), async (events) => {
      const head = events.reduce(
        (link, one) => createHash('sha256').update(link).update(canonicalJson(one)).digest(),
        Buffer.alloc(32),
      );
      expect(await chainHead(events)).toBe(head.toString('hex'));
    }),
  );
});
